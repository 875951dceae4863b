-- wrk asks for one address of a list after the other; each thread begins elsewhere. Arguments: the file with the list.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  paths = {}
  for line in io.lines(args[1]) do
    paths[#paths + 1] = wrk.format("GET", line)
  end
  at = number * 37
end

function request()
  at = at + 1
  return paths[at % #paths + 1]
end
