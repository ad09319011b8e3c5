"""Processes and shells, here and on other hosts.

(docs.python.org/3/library/subprocess.html, docs.paramiko.org, docs.fabfile.org, pexpect.readthedocs.io)
"""

from pratique.lint.flow.model import ANY, Model, Returns, Sanitiser, Sink

_RUNNERS = ("run", "call", "check_call", "check_output", "Popen")
_SHELL = "a shell"
_PROCESS = "the choice of a program"
_OPTION = "an argument that may be an option"
_LINES = (
    "os.system",
    "os.popen",
    "os.popen2",
    "os.popen3",
    "os.popen4",
    "popen2.popen2",
    "popen2.popen3",
    "subprocess.getoutput",
    "subprocess.getstatusoutput",
    "commands.getoutput",
    "commands.getstatusoutput",
    "asyncio.create_subprocess_shell",
    "asyncio.subprocess.create_subprocess_shell",
    "anyio.run_process",
    "trio.run_process",
    "pexpect.spawn",
    "pexpect.spawnu",
    "pexpect.run",
    "pexpect.runu",
    "pexpect.popen_spawn.PopenSpawn",
    "pexpect.replwrap.REPLWrapper.run_command",
    "ptyprocess.PtyProcessUnicode.spawn",
    "plumbum.cmd.bash",
    "invoke.run",
    "invoke.sudo",
    "invoke.Context.run",
    "invoke.Context.sudo",
    "fabric.Connection.run",
    "fabric.Connection.sudo",
    "fabric.Connection.local",
    "fabric.api.run",
    "fabric.api.sudo",
    "fabric.api.local",
    "fabric.operations.run",
    "fabric.operations.sudo",
    "fabric.operations.local",
    "fabric.Group.run",
    "fabric.Group.sudo",
    "paramiko.SSHClient.exec_command",
    "paramiko.Channel.exec_command",
    "paramiko.Channel.send",
    "asyncssh.SSHClientConnection.run",
    "asyncssh.SSHClientConnection.create_process",
    "netmiko.ConnectHandler.send_command",
    "netmiko.ConnectHandler.send_config_set",
    "*.exec_command",
    "*.send_command",
)
_KEYWORDS = (0, "command", "cmd", "args", "cmdline")

MODEL = Model(
    sinks=(
        *(Sink(name, "command", _KEYWORDS, what=_SHELL) for name in _LINES),
        *(
            Sink(f"subprocess.{name}", "command", (0, "args"), when=(("shell", True),), what=_SHELL)
            for name in _RUNNERS
        ),
        *(
            Sink(f"subprocess.{name}", "command", (0, "args"), unless=(("shell", True),), is_vector=True, what=_PROCESS)
            for name in _RUNNERS
        ),
        *(Sink(f"subprocess.{name}", "command", ("executable",), what=_PROCESS) for name in _RUNNERS),
        *(
            Sink(f"subprocess.{name}", "option", (0, "args"), unless=(("shell", True),), is_vector=True, what=_OPTION)
            for name in _RUNNERS
        ),
        *(
            Sink(name, "option", (ANY,), is_vector=True, what=_OPTION)
            for name in ("asyncio.create_subprocess_exec", "asyncio.subprocess.create_subprocess_exec")
        ),
        *(
            Sink(name, "command", (ANY,), is_vector=True, what=_PROCESS)
            for name in (
                "asyncio.create_subprocess_exec",
                "asyncio.subprocess.create_subprocess_exec",
                *(f"os.{name}" for name in ("execl", "execle", "execlp", "execlpe")),
            )
        ),
        *(
            Sink(f"os.{name}", "command", (0, 1), is_vector=True, what=_PROCESS)
            for name in ("execv", "execve", "execvp", "execvpe", "posix_spawn", "posix_spawnp")
        ),
        *(
            Sink(f"os.{name}", "command", (1, 2), is_vector=True, what=_PROCESS)
            for name in ("spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve", "spawnvp", "spawnvpe")
        ),
        Sink("os.startfile", "command", what=_PROCESS),
        Sink("pty.spawn", "command", is_vector=True, what=_PROCESS),
        Sink("sh.Command", "command", what=_PROCESS),
        *(Sink(f"sh.{name}", "command", (1,), when=((0, "-c"),), what=_SHELL) for name in ("sh", "bash", "zsh")),
        *(
            Sink(name, "command", (0, "cmd"), or_vector=True, what=_SHELL)
            for name in ("docker.models.containers.Container.exec_run", "*.exec_run")
        ),
        Sink(
            "docker.models.containers.ContainerCollection.run", "command", (1, "command"), or_vector=True, what=_SHELL
        ),
    ),
    returns=(
        *(
            Returns(name, "paramiko.SSHClient", clean=True)
            for name in ("paramiko.SSHClient", "paramiko.client.SSHClient")
        ),
        Returns("paramiko.SSHClient.invoke_shell", "paramiko.Channel", clean=True),
        Returns("paramiko.Transport", "paramiko.Transport", clean=True),
        Returns("paramiko.Transport.open_session", "paramiko.Channel", clean=True),
        Returns("paramiko.Transport.open_channel", "paramiko.Channel", clean=True),
        *(
            Returns(name, "fabric.Connection", clean=True)
            for name in ("fabric.Connection", "fabric.connection.Connection")
        ),
        *(Returns(f"fabric.{name}", "fabric.Group", clean=True) for name in ("SerialGroup", "ThreadingGroup")),
        Returns("invoke.Context", "invoke.Context", clean=True),
        Returns("invoke.context.Context", "invoke.Context", clean=True),
        Returns("netmiko.ConnectHandler", "netmiko.ConnectHandler", clean=True),
        Returns("asyncssh.connect", "asyncssh.SSHClientConnection", clean=True),
        Returns("pexpect.replwrap.bash", "pexpect.replwrap.REPLWrapper", clean=True),
        Returns("docker.from_env", "docker.client.DockerClient", clean=True),
        Returns("docker.DockerClient", "docker.client.DockerClient", clean=True),
        Returns("docker.client.DockerClient.containers", "docker.models.containers.ContainerCollection", clean=True),
        *(
            Returns(
                f"docker.models.containers.ContainerCollection.{name}", "docker.models.containers.Container", clean=True
            )
            for name in ("get", "create")
        ),
    ),
    sanitisers=(
        Sanitiser("shlex.quote", ("command",)),
        Sanitiser("shlex.join", ("command",)),
        Sanitiser("pipes.quote", ("command",)),
        Sanitiser("subprocess.list2cmdline", ("command",)),
        Sanitiser("oslo_concurrency.processutils.ssh_execute", ("command",)),
    ),
    parameter_types=("invoke.Context", "fabric.Connection", "paramiko.SSHClient", "paramiko.Channel"),
)
