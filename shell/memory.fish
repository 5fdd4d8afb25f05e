# The half of remedy for fish that remembers: while a failure is not cured, which lines
# follow it, in this shell's memory. Lines that begin with a blank, and all of a
# private session, are left out. Sourced by remedy.fish; it starts no process but the
# one at the line that goes well again.

set -g __remedy_pending
set -g __remedy_lines

# After a failure was told of, whose line is $argv[1]: it is pending if it was noted.
function __remedy_pend
    set -g __remedy_lines
    set -g __remedy_pending
    test -n "$argv[1]" -a -s (string replace -r '\.ring$' .past -- $__remedy_ring); and set -g __remedy_pending $argv[1]
end

# The line $argv[2] is over, with status $argv[1].
function __remedy_follow
    string match -qr '^\s|\n' -- "$argv[2]"; or test -n "$fish_private_mode"; or set -ga __remedy_lines "$argv[1] $argv[2]"
    test (count $__remedy_lines) -lt 40; or set -e __remedy_lines[1]
end

# A Python run, the line $argv[1], went well: the pending one, or its program with
# other arguments?
function __remedy_resolve
    set -l more
    if test "$argv[1]" != "$__remedy_pending"
        test (string replace -r ' -.*' '' -- "$argv[1]")x = (string replace -r ' -.*' '' -- "$__remedy_pending")x; or return 0
        set more --weak
    end
    set -g __remedy_pending
    set -lx REMEDY_SINCE (string join \n -- $__remedy_lines | string collect)
    set -g __remedy_lines # none of it is tried against the next failure
    test -x "$__remedy_bin"; and $__remedy_bin remember --ring $__remedy_ring $more </dev/null >/dev/null 2>&1
end
