-- The server, for vim.lsp.enable("specls"). A vim.lsp.config("specls", { … }) of your own changes what it says.

-- Without inotifywait Neovim on Linux sees changes of files only at a price, and leaves it to us to ask for them.
local watches = vim.fn.has("linux") == 0 or vim.fn.executable("inotifywait") == 1

---@type vim.lsp.Config
return {
  cmd = { "specls", "server" },
  filetypes = { "markdown" },
  root_markers = { "specls.toml", ".git" },
  capabilities = { workspace = { didChangeWatchedFiles = { dynamicRegistration = watches } } },
}
