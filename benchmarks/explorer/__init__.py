"""The same stories as pages of Wagtail's tree, which is how a newsroom on Wagtail keeps them: the desk's peer."""
