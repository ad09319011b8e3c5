"""LangChain and LlamaIndex: chains, agents and indexes whose results a model wrote.

python.langchain.com, docs.llamaindex.ai. Whatever is run with the others' interface counts as a Runnable.
"""

from pratique.lint.flow.model import Model, Returns, Sink, Source
from pratique.lint.flow.values import MODEL as RANK

WROTE = "the answer of a language model"
_RUN = "langchain.Runnable"
_RESULTS = (
    "invoke", "ainvoke", "stream", "astream", "batch", "abatch", "run", "arun", "predict", "apredict", "__call__",
    "generate", "agenerate", "predict_messages", "apply", "complete", "acomplete", "chat", "achat", "stream_chat",
    "stream_complete", "query", "aquery", "call_as_llm",
)  # fmt: skip
_PACKAGES = (
    "langchain", "langchain.llms", "langchain.chat_models", "langchain.chains", "langchain.agents",
    "langchain_openai", "langchain_anthropic", "langchain_community.llms", "langchain_community.chat_models",
    "langchain_google_genai", "langchain_ollama", "langchain_mistralai", "langchain_cohere", "langchain_groq",
    "langchain_huggingface", "langchain_aws", "langchain_core.language_models", "langchain_core.runnables",
    "langchain.schema.runnable", "langchain_google_vertexai", "langchain_core.language_models.chat_models",
    "langchain_core.language_models.llms",
)  # fmt: skip
_CLASSES = (
    "OpenAI", "ChatOpenAI", "AzureChatOpenAI", "AzureOpenAI", "ChatAnthropic", "Anthropic", "ChatGoogleGenerativeAI",
    "GoogleGenerativeAI", "ChatOllama", "Ollama", "OllamaLLM", "ChatMistralAI", "ChatCohere", "Cohere", "ChatGroq",
    "HuggingFaceHub", "HuggingFacePipeline", "HuggingFaceEndpoint", "ChatHuggingFace", "ChatBedrock", "Bedrock",
    "BedrockLLM", "LlamaCpp", "GPT4All", "LLMChain", "ConversationChain", "ConversationalRetrievalChain",
    "RetrievalQA", "SequentialChain", "SimpleSequentialChain", "AgentExecutor", "BaseChatModel", "BaseLLM",
    "BaseLanguageModel", "LLM", "Runnable", "RunnableSequence", "RunnableParallel", "ChatVertexAI", "VertexAI",
    "SQLDatabaseChain", "LLMMathChain", "Chain",
)  # fmt: skip
_LLAMA = {
    "llama_index.llms": ("OpenAI", "Anthropic", "Ollama", "Gemini", "MistralAI", "Cohere", "LLM", "HuggingFaceLLM"),
    "llama_index.core.llms": ("LLM", "OpenAI"),
    "llama_index.llms.openai": ("OpenAI",),
    "llama_index.llms.anthropic": ("Anthropic",),
    "llama_index.llms.ollama": ("Ollama",),
    "llama_index.llms.gemini": ("Gemini",),
    "llama_index.llms.mistralai": ("MistralAI",),
}
_FACTORIES = (
    "langchain.chat_models.init_chat_model", "langchain.agents.initialize_agent", "langchain.agents.create_agent",
    "langgraph.prebuilt.create_react_agent", "langchain_community.agent_toolkits.create_sql_agent",
    "langchain.agents.create_sql_agent", "langchain.chains.load_chain", "langchain.chains.create_sql_query_chain",
    "langchain.chains.create_retrieval_chain",
)  # fmt: skip
_METHODS = (
    "from_llm", "from_chain_type", "from_agent_and_tools", "from_model_id", "bind", "bind_tools", "with_config",
    "with_structured_output", "with_retry", "with_fallbacks", "compile",
)  # fmt: skip
_INDEX = "llama_index.Index"
_INDEXES = (
    "VectorStoreIndex",
    "SummaryIndex",
    "GPTVectorStoreIndex",
    "SimpleDirectoryReader",
    "TreeIndex",
    "ListIndex",
)
_PROMPTS = ("PromptTemplate", "ChatPromptTemplate", "FewShotPromptTemplate", "HumanMessagePromptTemplate")
_PROMPT_PACKAGES = ("langchain", "langchain.prompts", "langchain_core.prompts", "langchain.prompts.chat")
_MESSAGE_PACKAGES = ("langchain.schema", "langchain_core.messages", "langchain.schema.messages", "langchain.messages")
_SYSTEM = "the system prompt"

MODEL = Model(
    needles=(
        "langchain",
        "llama_index",
        ".invoke(",
        ".ainvoke(",
        ".predict(",
        "SystemMessage",
        "query_engine",
    ),
    sources=(
        *(Source(f"{_RUN}.{name}", WROTE, RANK) for name in _RESULTS),
        *(Source(f"{name}.{method}", WROTE, RANK) for name in ("llama_index.Engine",) for method in _RESULTS),
        *(
            Source(f"*.{owner}.{name}", WROTE, RANK)
            for owner in ("llm", "chain", "agent_executor", "qa_chain", "chat_model")
            for name in ("invoke", "ainvoke", "predict", "run", "stream", "complete")
        ),
        *(Source(f"*.{name}.query", WROTE, RANK) for name in ("query_engine",)),
    ),
    sinks=(
        *(Sink(f"{p}.SystemMessage", "prompt", (0, "content"), what=_SYSTEM, passes=True) for p in _MESSAGE_PACKAGES),
        *(
            Sink(f"{p}.{name}", "prompt", (0, "template"), what=_SYSTEM, passes=True)
            for p in _PROMPT_PACKAGES
            for name in ("SystemMessagePromptTemplate.from_template",)
        ),
        *(
            Sink(f"{p}.ChatPromptTemplate{name}", "prompt", (0, "messages"), record=(0, 1), what=_SYSTEM, passes=True)
            for p in _PROMPT_PACKAGES
            for name in (".from_messages", "")
        ),
        *(
            Sink(name, "prompt", ("prompt", "system_prompt", "state_modifier"), what=_SYSTEM, passes=True)
            for name in ("langgraph.prebuilt.create_react_agent", "langchain.agents.create_agent")
        ),
        *(
            Sink(f"{p}.ChatMessage", "prompt", ("content",), when=(("role", role),), what=_SYSTEM, passes=True)
            for p in ("llama_index.core.llms", "llama_index.llms", "langchain.schema", "langchain_core.messages")
            for role in ("system", f"{p}.MessageRole.SYSTEM")
        ),
        *(
            Sink(f"llama_index.Index.{name}", "prompt", ("system_prompt",), what=_SYSTEM)
            for name in ("as_chat_engine",)
        ),
    ),
    returns=(
        *(Returns(f"{p}.{name}", _RUN, clean=True) for p, names in _LLAMA.items() for name in names),
        *(Returns(name, _RUN, clean=True) for name in _FACTORIES),
        *(Returns(f"{_RUN}.{name}", _RUN, clean=True) for name in (*_METHODS, "__or__", "__ror__")),
        *(
            Returns(f"{p}.{name}{m}", "langchain.Prompt")
            for p in _PROMPT_PACKAGES
            for name in _PROMPTS
            for m in ("", ".from_template", ".from_messages")
        ),
        *(Returns(f"langchain.Prompt.{m}", _RUN, clean=True) for m in ("__or__", "__ror__")),
        *(
            Returns(f"llama_index{core}.{name}{m}", _INDEX, clean=True)
            for core in ("", ".core")
            for name in _INDEXES
            for m in ("", ".from_documents", ".from_vector_store")
        ),
        *(
            Returns(f"{_INDEX}.{name}", "llama_index.Engine", clean=True)
            for name in ("as_query_engine", "as_chat_engine")
        ),
    ),
    parameter_types=(_RUN,),
    subclasses={f"{p}.{name}": _RUN for p in _PACKAGES for name in _CLASSES if f"{p}.{name}" != _RUN},
)
