"""The description of the API: shapes, parameters, and the OpenAPI document made of them. It serves no data."""
