"""The questionnaire as a web page: thin, thinks nothing of its own."""
