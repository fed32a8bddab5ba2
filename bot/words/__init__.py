"""Every sentence that the bot says, as a Reply that no platform has touched yet."""
