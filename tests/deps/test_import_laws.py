"""Laws of the checks on imports: inventions are found, nothing is overlooked by the search, the tables agree."""

from __future__ import annotations

import ast
import sys
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core.finding import Finding
from pratique.core.source import Source
from pratique.deps import tables
from pratique.deps.imports import known, names, project, scan, tree
from pratique.deps.names import canonical

# Names as assistants make them up: a well-known project or subject, and what one would like it to do.
INVENTIONS = """
    requests_auto_retry fastapi_auto_crud flask_easy_jwt pandas_smart_clean numpy_gpu_accel openai_stream_utils
    langchain_memory_plus llm_guardrails_kit prompt_chain_builder vector_store_lite embeddings_toolkit
    pydantic_auto_schema sqlalchemy_quick_models django_rest_autodocs celery_task_monitor redis_smart_cache
    boto3_helper_utils aws_lambda_easy gcp_storage_simple azure_blob_manager kafka_stream_easy rabbitmq_async_client
    mongo_quick_query postgres_async_pool elasticsearch_query_builder graphql_auto_resolver grpc_service_gen
    websocket_room_manager jwt_token_handler oauth_flow_simplifier password_strength_validator secure_config_loader
    env_secrets_manager yaml_config_merger json_schema_autofix csv_auto_detector excel_report_writer
    pdf_table_extractor docx_template_filler image_resize_pro video_frame_sampler audio_noise_reducer
    speech_to_text_easy text_sentiment_pro nlp_entity_tagger spacy_quick_ner huggingface_model_loader
    torch_training_loop tensorflow_data_pipe keras_callbacks_plus sklearn_pipeline_helper xgboost_tuner_auto
    mlflow_tracker_lite data_drift_monitor feature_store_client airflow_dag_factory_pro dbt_model_runner
    spark_session_helper dask_cluster_easy polars_io_tools geo_distance_calc weather_api_client stock_price_fetcher
    crypto_wallet_utils blockchain_tx_parser email_template_engine slack_notify_simple discord_command_router
    telegram_bot_kit twilio_sms_easy stripe_payment_flow paypal_checkout_sdk_v3 http_rate_limiter async_retry_pool
    circuit_breaker_async graceful_shutdown_manager structured_log_json metrics_push_gateway trace_context_utils
    feature_flag_manager task_queue_simple cron_schedule_parser file_watch_async zip_stream_writer
    s3_multipart_uploader ssh_tunnel_manager docker_compose_api k8s_pod_inspector terraform_state_parser
    ansible_inventory_builder git_commit_analyzer code_complexity_scorer ast_refactor_tools test_data_generator
    mock_http_server pytest_auto_fixtures coverage_report_html locust_scenario_gen selenium_smart_wait
    playwright_page_objects scrape_table_easy captcha_solver_ai proxy_rotator_pool user_agent_randomizer
    html_to_markdown_pro markdown_toc_builder latex_formula_render qr_code_stylist barcode_reader_lite
    ocr_text_cleaner face_blur_utils pose_landmark_tracker
""".split()  # noqa: SIM905
# What a project of some size declares, with a distribution that nobody knows and that sounds like none of them.
DECLARED = """requests flask fastapi pandas numpy openai langchain boto3 redis celery django torch scikit-learn pydantic
sqlalchemy pytest playwright selenium zorblat-toolbox""".split()  # noqa: SIM905
LIBRARY = Path(sysconfig.get_path("stdlib"))


@pytest.mark.parametrize("name", INVENTIONS)
def test_an_invention_is_found_whatever_is_declared(audit, name):
    files = {"requirements.txt": "\n".join(DECLARED).encode()}
    found = audit("shop/a.py", f"import os\nfrom {name}.core import Thing\n", files, ignore=["undeclared-import"])
    assert [item.rule for item in found if isinstance(item, Finding)] == ["invented-import"]


def _tops(statements):
    return {item.module.partition(".")[0] for item in statements}


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("[a-m]*.py")), ids=lambda path: path.stem)
def test_the_search_overlooks_no_import_of_the_library(path):
    source = Source.load(path.name, path.read_bytes())
    assert _tops(tree.read(source, ()).imports) <= _tops(scan.statements(source.data))


@given(st.text(alphabet="import from._*()'\"\\\n\r\t;:#ab,as \u00e9\f", max_size=200))
def test_any_text_is_searched(text):
    source = Source("a.py", text.encode())
    found = _tops(scan.statements(source.data))
    try:
        imports = tree.read(source, ()).imports
    except ValueError:
        return
    assert _tops(imports) <= found


@given(st.text(max_size=300) | st.text(alphabet="[]\"'=.,-\n abR>1{}:#@/", max_size=300))
def test_any_text_is_read_as_any_manifest(text):
    for _, extract in names.ALL:
        try:
            found = extract(text)
        except ValueError:
            continue
        assert all(name == canonical(name) for name in found.declared)


def test_the_standard_library_is_that_of_this_python_and_others():
    public = {name for name in sys.stdlib_module_names if not name.startswith("_")}
    assert public <= known.standard()
    assert {"urllib2", "distutils", "asyncore", "annotationlib"} <= known.standard()
    assert not {name for name in known.standard() if name.startswith("_")}


def test_what_comes_with_another_distribution_is_known_and_sorted():
    rows = list(known.bringers())
    assert rows == sorted(rows)
    for brought, bringing in known.bringers().items():
        assert brought not in bringing
        unknown = {name for name in (brought, *bringing) if name not in known.distributions()}
        assert not unknown


def test_the_lesser_known_are_sorted_and_no_better_known():
    lesser = (Path(tables.__file__).parent / "lesser.txt").read_text().split("Sorted.\n")[1].split()
    assert lesser == sorted(set(lesser))
    assert lesser == [canonical(name) for name in lesser]
    assert not set(lesser) & tables.known()
    assert not [name for name in lesser if tables.wrong(name)]


def test_no_host_is_a_module_of_python():
    assert not known.hosts() & known.standard()


def test_every_folder_is_walked_once(audit):
    asked = []

    def read(path):
        asked.append(path)
        return b"a/\nb/\nx.py" if path.count("/") < 4 and path.endswith("/") else None

    found = project.Folders(read)
    assert len(list(found.all())) == len(set(found.all()))
    assert len(asked) == len(set(asked))


def test_a_module_is_parsed_only_where_something_is_missing(audit, monkeypatch):
    def refuse(*arguments):
        raise AssertionError("parsed")

    monkeypatch.setattr(ast, "parse", refuse)
    files = {"requirements.txt": b"requests\n", "shop/b.py": b""}
    assert audit("shop/a.py", "import os, requests\nfrom shop import b\nimport json\n", files) == []
