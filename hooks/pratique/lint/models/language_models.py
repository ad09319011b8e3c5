"""Clients of language models: what a model writes is untrusted, and a system prompt is not for outsiders.

platform.openai.com/docs, docs.anthropic.com, ai.google.dev, docs.litellm.ai, docs.mistral.ai, docs.cohere.com,
github.com/ollama/ollama-python, huggingface.co/docs/transformers, docs.aws.amazon.com/bedrock.
Clients are often handed about: methods go by their last two names (`*.completions.create`) as well.
"""

from pratique.lint.flow.model import Model, Record, Returns, Sink, Source
from pratique.lint.flow.values import MODEL as RANK

WROTE = "the answer of a language model"
_PROMPT = ("prompt",)
_SYSTEM = ("system", "developer")
_OTHER_ROLES = ("human", "user", "ai", "assistant", "placeholder", "tool", "function")
# Calls by the last two names, of which the result is what a model wrote.
_ANSWERS = (
    "completions.create", "completions.parse", "completions.stream", "responses.create", "responses.parse",
    "responses.stream", "messages.create", "messages.stream", "messages.parse", "models.generate_content",
    "models.generate_content_stream", "chat.complete", "chat.stream", "chat.complete_async", "fim.complete",
    "chat.send_message", "chat_session.send_message", "text_generation.create", "ChatCompletion.create",
    "ChatCompletion.acreate", "Completion.create", "Completion.acreate",
)  # fmt: skip
_METHODS = (
    "generate_content", "generate_content_async", "send_message_stream", "chat_completion", "acompletion",
    "invoke_model", "invoke_model_with_response_stream", "converse", "converse_stream",
)  # fmt: skip
_FUNCTIONS = (
    "openai.chat.completions.create", "openai.completions.create", "openai.ChatCompletion.create",
    "openai.Completion.create", "openai.responses.create", "openai.ChatCompletion.acreate",
    "openai.Completion.acreate", "litellm.completion", "litellm.acompletion", "litellm.text_completion",
    "litellm.responses", "ollama.chat", "ollama.generate", "ollama.Client.chat", "ollama.Client.generate",
    "cohere.Client.chat", "cohere.Client.generate", "cohere.Client.chat_stream",
    "mistralai.client.MistralClient.chat", "mistralai.Mistral.chat.complete",
    "anthropic.Anthropic.completions.create", "google.generativeai.GenerativeModel.generate_content",
    "google.generativeai.GenerativeModel.generate_content_async", "google.generativeai.generate_text",
    "google.generativeai.ChatSession.send_message", "vertexai.ChatSession.send_message",
    "vertexai.generative_models.GenerativeModel.generate_content", "transformers.Pipeline.__call__",
    "transformers.PreTrainedTokenizer.decode", "transformers.PreTrainedTokenizer.batch_decode",
    "huggingface_hub.InferenceClient.text_generation", "huggingface_hub.InferenceClient.chat_completion",
    "huggingface_hub.InferenceClient.chat.completions.create", "replicate.run", "replicate.Client.run",
    "together.Complete.create", "groq.Groq.chat.completions.create", "vllm.LLM.generate", "vllm.LLM.chat",
    "llama_cpp.Llama.__call__", "llama_cpp.Llama.create_chat_completion", "llama_cpp.Llama.create_completion",
    "llama_cpp.Llama.generate", "gpt4all.GPT4All.generate", "instructor.Instructor.create", "dspy.Predict.__call__",
    "ai21.AI21Client.chat", "pydantic_ai.Agent.run", "pydantic_ai.Agent.run_sync", "agents.Runner.run",
    "agents.Runner.run_sync", "smolagents.CodeAgent.run", "crewai.Crew.kickoff", "guidance.gen",
    "autogen.AssistantAgent.generate_reply", "semantic_kernel.Kernel.invoke",
)  # fmt: skip
_CLASSES = {
    "ollama.AsyncClient": "ollama.Client",
    "cohere.ClientV2": "cohere.Client",
    "cohere.AsyncClient": "cohere.Client",
    "cohere.AsyncClientV2": "cohere.Client",
    "vertexai.preview.generative_models.GenerativeModel": "vertexai.generative_models.GenerativeModel",
    "vertexai.language_models.TextGenerationModel": "vertexai.generative_models.GenerativeModel",
    "google.generativeai.generative_models.GenerativeModel": "google.generativeai.GenerativeModel",
    "dspy.ChainOfThought": "dspy.Predict",
    "dspy.ReAct": "dspy.Predict",
    "smolagents.ToolCallingAgent": "smolagents.CodeAgent",
}
_GENERATIVE = ("google.generativeai.GenerativeModel", "vertexai.generative_models.GenerativeModel")
_TOKENIZERS = (
    "AutoTokenizer",
    "AutoProcessor",
    "LlamaTokenizer",
    "GPT2Tokenizer",
    "T5Tokenizer",
    "PreTrainedTokenizerFast",
)
# Where a system prompt is an argument of its own.
_INSTRUCTIONS = (
    *((f"*.{name}", "system") for name in ("messages.create", "messages.stream", "messages.parse")),
    *(
        (f"*.{name}", "instructions")
        for name in ("responses.create", "responses.parse", "assistants.create", "runs.create")
    ),
    *((f"*.{name}", "system_instruction") for name in ("models.generate_content", "chats.create")),
    ("google.generativeai.GenerativeModel", "system_instruction"),
    ("vertexai.generative_models.GenerativeModel", "system_instruction"),
    ("google.genai.types.GenerateContentConfig", "system_instruction"),
    ("google.genai.types.CreateCachedContentConfig", "system_instruction"),
    ("ollama.generate", "system"),
    ("ollama.Client.generate", "system"),
    ("cohere.Client.chat", "preamble"),
    ("agents.Agent", "instructions"),
    ("pydantic_ai.Agent", "system_prompt"),
    ("pydantic_ai.Agent", "instructions"),
    ("autogen.AssistantAgent", "system_message"),
    ("autogen_agentchat.agents.AssistantAgent", "system_message"),
    ("crewai.Agent", "backstory"),
    ("google.adk.agents.Agent", "instruction"),
)
# Any call that is given chat messages: their roles say what matters.
_CHATS = (
    "create", "acreate", "parse", "stream", "chat", "complete", "completion", "acompletion", "invoke", "ainvoke",
    "astream", "generate", "agenerate", "chat_completion", "create_chat_completion", "apply_chat_template", "ask",
    "send", "run", "call", "complete_async",
)  # fmt: skip
_CHAT_FUNCTIONS = (*_FUNCTIONS, *(f"*.{name}" for name in (*_CHATS, *(a for a in _ANSWERS))))

MODEL = Model(
    needles=(
        "openai",
        "anthropic",
        "generativeai",
        "genai",
        "litellm",
        "ollama",
        "mistral",
        "cohere",
        "transformers",
        "huggingface_hub",
        "langchain",
        "llama",
        "bedrock",
        "groq",
        ".completions.",
        ".responses.",
        ".messages.create",
        "generate_content",
        "ChatCompletion",
        ".chat(",
        ".chat.",
        "completion(",
        "pipeline(",
        "vllm",
        "replicate",
        "dspy",
        "pydantic_ai",
        "crewai",
        "smolagents",
    ),
    sources=(
        *(Source(f"*.{name}", WROTE, RANK) for name in (*_ANSWERS, *_METHODS)),
        *(Source(name, WROTE, RANK) for name in _FUNCTIONS),
        *(Source(f"transformers.{name}.{m}", WROTE, RANK) for name in _TOKENIZERS for m in ("decode", "batch_decode")),
    ),
    sinks=(
        *(Sink(name, "prompt", (keyword,), what="the system prompt", passes=True) for name, keyword in _INSTRUCTIONS),
        *(
            Sink(
                name,
                "prompt",
                ("messages", "input", "contents", "prompt", 0, 1),
                record=(key, field),
                passes=True,
                what="the system prompt",
            )
            for name in dict.fromkeys(_CHAT_FUNCTIONS)
            for key, field in (("role", "content"), (0, 1))
        ),
        *(
            Sink(
                f"{owner}.post", "prompt", ("json",), record=("role", "content"), passes=True, what="the system prompt"
            )
            for owner in ("requests", "requests.Session", "httpx", "httpx.Client", "aiohttp.ClientSession")
        ),
    ),
    records=(
        Record("role", _SYSTEM, "content", _PROMPT),
        Record(0, _SYSTEM, 1, _PROMPT, others=_OTHER_ROLES),
    ),
    returns=(
        Returns("transformers.pipeline", "transformers.Pipeline", clean=True),
        *(Returns(f"transformers.{name}.from_pretrained", f"transformers.{name}", clean=True) for name in _TOKENIZERS),
        *(Returns(f"{name}.start_chat", "google.generativeai.ChatSession", clean=True) for name in _GENERATIVE),
        *(Returns(name, name, clean=True) for name in _GENERATIVE),
        Returns("instructor.from_openai", "openai.OpenAI", clean=True),
    ),
    subclasses=_CLASSES,
    parameter_types=("ollama.Client", "cohere.Client", *_GENERATIVE),
)
