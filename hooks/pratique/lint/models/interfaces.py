"""Web interfaces made of widgets: Streamlit, Gradio, Dash, NiceGUI, Chainlit. (docs.streamlit.io, gradio.app,
dash.plotly.com, nicegui.io, docs.chainlit.io)"""

from pratique.lint.flow.model import ANY, STRUCTURE, TEXT, Argument, Entry, Model, Parameter, Source

_WIDGETS = {
    "text_input": "a text field",
    "text_area": "a text field",
    "chat_input": "a text field",
    "query_params": "the query string",
    "experimental_get_query_params": "the query string",
    "data_editor": "a table that the visitor edits",
}
_FILE = "streamlit.runtime.uploaded_file_manager.UploadedFile"
_EVENTS = ("click", "submit", "change", "input", "upload", "select", "load", "then", "success", "blur")
_FIELD: dict[Argument, Parameter] = {ANY: Parameter("a field of the page"), "history": Parameter("a field of the page")}

MODEL = Model(
    needles=("streamlit", "gradio", "dash", "chainlit", ".text_input(", ".text_area(", ".chat_input("),
    sources=(
        *(Source(f"streamlit.{name}", what) for name, what in _WIDGETS.items()),
        *(Source(f"*.{name}", _WIDGETS[name]) for name in ("text_input", "text_area", "chat_input")),
        # An open file; its name is another matter.
        *(
            Source(f"{owner}.file_uploader", "an uploaded file", type=_FILE, clears=(*TEXT, "path"))
            for owner in ("streamlit", "*")
        ),
        Source(f"{_FILE}.name", "the name of an uploaded file"),
        Source("chainlit.AskUserMessage.send", "an answer of the visitor"),
        Source("chainlit.Message.content", "a message of the visitor"),
    ),
    entries=(
        Entry(
            registrars=tuple(
                [(f"gradio.{name}", which) for name in ("Interface", "ChatInterface") for which in (0, "fn")]
                + [(f"*.{event}", which) for event in _EVENTS for which in (0, "fn")]
                + [
                    (f"gradio.{name}.{event}", which)
                    for name in ("Button", "Textbox", "Blocks", "Chatbot")
                    for event in _EVENTS
                    for which in (0, "fn")
                ]
            ),
            needle="gradio",
            parameters=_FIELD,
        ),
        *(
            Entry(
                decorators=(f"{owner}.callback",),
                needle="dash",
                parameters={ANY: Parameter("a field of the page", clears=STRUCTURE)},
            )
            for owner in ("dash.Dash", "dash", "**")
        ),
        Entry(
            decorators=("chainlit.on_message",),
            parameters={0: Parameter(type="chainlit.Message")},
        ),
    ),
    subclasses={"streamlit.sidebar": "streamlit", "streamlit.container": "streamlit", "dash.Dash": "dash"},
    parameter_types=("chainlit.Message",),
)
