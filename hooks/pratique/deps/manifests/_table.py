"""Which paths each reader reads. Written by docs/generate.py; do not edit."""

# fmt: off
# ruff: noqa: E501
FILES = (
    ('conda_environment', '(?:[^/]*[-_.])?environment(?:[-_.][^/]*)?\\.ya?ml|conda(?:[-_.][^/]*)?\\.ya?ml'),
    ('dockerfile', '(?i:(?![^/]*\\.(?:py[wi]?|ipynb|md|rst|txt|json|ya?ml|toml|lock|cfg|ini|sh|ps1|[cm]?[jt]sx?|go|rs|rb|java|html?|css)$)(?:[^/]*[-_.])?(?:dockerfile|containerfile)(?:[-_.][^/]*)?)'),
    ('pdm_lock', 'pdm(?:\\.[^/.]+)?\\.lock'),
    ('pipfile', 'Pipfile'),
    ('pipfile_lock', 'Pipfile\\.lock'),
    ('poetry_lock', 'poetry\\.lock'),
    ('pre_commit', '\\.pre-commit-(?:config|hooks)\\.ya?ml'),
    ('pylock', 'pylock(?:\\.[^/.]+)?\\.toml'),
    ('pyproject', 'pyproject\\.toml'),
    ('requirements', '(?:[^/]*[-_.])?(?:[Rr]equirements|[Cc]onstraints)(?:[-_.][^/]*)?\\.(?:txt|in|lock)|requirements/(?:[^/]+/)*[^/]+\\.(?:txt|in)'),
    ('script', '(?!setup\\.py$)[^/]+\\.pyw?'),
    ('setup_cfg', 'setup\\.cfg'),
    ('setup_py', 'setup\\.py'),
    ('uv_lock', 'uv\\.lock|[^/]+\\.py\\.lock'),
    ('workflow', '\\.(?:github|gitea|forgejo)/workflows/[^/]+\\.ya?ml|action\\.ya?ml|(?:[^/]*\\.)?gitlab-ci\\.ya?ml|\\.gitlab/(?:[^/]+/)*[^/]+\\.ya?ml|\\.?azure-pipelines[^/]*\\.ya?ml|\\.?azure-pipelines/(?:[^/]+/)*[^/]+\\.ya?ml|\\.circleci/(?:[^/]+/)*[^/]+\\.ya?ml|bitbucket-pipelines\\.ya?ml|\\.travis\\.ya?ml'),
)
