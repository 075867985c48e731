-- Drives the server with Neovim's built-in client, as a person would: open, look, fix, look again, leave.
-- RESILINT_SERVER is the server's command, as JSON; RESILINT_ROOT the folder; what was seen goes to RESILINT_SEEN.
local seen = {}
local patience = 60000

local function wait(what, fits)
  if not vim.wait(patience, fits, 20) then error("waited in vain: " .. what) end
end

local function found()
  local list = vim.diagnostic.get(0)
  table.sort(list, function(a, b) return a.lnum < b.lnum end)
  return vim.tbl_map(function(each)
    return { line = each.lnum, column = each.col, severity = each.severity, source = each.source, message = each.message }
  end, list)
end

local function drive()
  local root = vim.env.RESILINT_ROOT
  vim.cmd("edit " .. vim.fn.fnameescape(root .. "/user.ts"))
  vim.bo.filetype = "typescript"
  local id = vim.lsp.start_client({ name = "resilint", cmd = vim.json.decode(vim.env.RESILINT_SERVER), root_dir = root })
  vim.lsp.buf_attach_client(0, id)

  wait("two findings", function() return #vim.diagnostic.get(0) == 2 end)
  seen.first = found()

  vim.ui.select = function(actions, options, choose)
    local titles = vim.tbl_map(options.format_item, actions)
    seen.actions = titles
    for index, action in ipairs(actions) do
      if titles[index]:find("Throw `AppError`", 1, true) then return choose(action, index) end
    end
    error("no fix among " .. vim.inspect(titles))
  end
  vim.api.nvim_win_set_cursor(0, { seen.first[1].line + 1, seen.first[1].column })
  vim.lsp.buf.code_action()
  wait("the fix", function() return vim.fn.search("new AppError", "nw") > 0 end)
  wait("one finding less", function() return #vim.diagnostic.get(0) == 1 end)
  seen.fixed = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  seen.second = found()

  vim.api.nvim_win_set_cursor(0, { seen.second[1].line + 1, seen.second[1].column })
  local answers = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(), patience)
  seen.hover = answers[id].result.contents.value

  vim.lsp.stop_client(id)
  wait("the server's end", function() return vim.lsp.client_is_stopped(id) end)
  seen.stopped = true
end

local ok, problem = pcall(drive)
if not ok then seen.problem = tostring(problem) end
vim.fn.writefile({ vim.json.encode(seen) }, vim.env.RESILINT_SEEN)
vim.cmd("qall!")
