"""The addresses of this floor, one module for each place at which `config.urls` puts them."""
