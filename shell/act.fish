# The half of remedy for fish that acts on a hint: a key that puts a fix into the
# prompt, and what a `remedy …` line leaves to be done in this shell. Sourced by
# remedy.fish. The two files that are read here lie beside the ring, in a folder of
# this user's; what they hold is never expanded on its way into the line.

set -g __remedy_key ''
set -g __remedy_asked ''
set -g __remedy_put ''
set -g __remedy_typed
set -g __remedy_at ''
set -g __remedy_turn 0
set -g __remedy_counted ''

# True if the file, beside the ring, is one that only we have written.
function __remedy_mine -a file
    test -s "$file" -a -f "$file" -a -O "$file" -a ! -L "$file" -a -O "$__remedy_dir" -a ! -L "$__remedy_dir"
end

# At the first hint: the key, as it is to be shown, into __remedy_key; empty where
# it is taken, or there is none. The person's own wish takes what it names.
function __remedy_bind
    test -z "$__remedy_asked"; or return 0
    set -g __remedy_asked y
    set -l wish 'Ctrl-x f'
    set -q REMEDY_KEY; and set wish "$REMEDY_KEY"
    set -l keys (string replace -a Ctrl- '\\c' -- $wish | string replace -a Alt- '\\e' | string replace -a ' ' '' | string unescape)
    test -n "$keys"; and test "$keys" != none; or return 0
    for mode in default insert
        test -z "$REMEDY_KEY"; and bind -M $mode $keys >/dev/null 2>&1; and return 0
    end
    for mode in default insert
        bind -M $mode $keys __remedy_press 2>/dev/null; or return 0
    end
    set -g __remedy_key $wish
end

# The key: the fixes of the last hint one after the other, then what was typed, also
# into one of them, the last first.
function __remedy_press
    set -l file (string replace -r '\.ring$' .fix -- $__remedy_ring)
    __remedy_mine "$file"; or return 0
    set -l fixes
    while read -l line
        test (count $fixes) -lt 9; and set -a fixes $line
    end <$file
    set -l now (commandline -b | string collect)
    if test -z "$__remedy_at" # the first time at this prompt
        set -g __remedy_at y
        set -g __remedy_idle # the end of the line forgets that
        set -g __remedy_typed
        set -g __remedy_turn 0
    end
    # two tests: to one, "!" or "-n" would be an operator
    if test (count $__remedy_typed) = 0; or test "$now" != "$__remedy_put"
        test $__remedy_turn = 0; and set -g __remedy_typed
        set -g __remedy_typed "$now" $__remedy_typed
        set -g __remedy_turn 0
    end
    set -l all $fixes $__remedy_typed
    set -g __remedy_turn (math $__remedy_turn + 1)
    set -g __remedy_put "$all[$__remedy_turn]"
    test $__remedy_turn -lt (count $all); or set -g __remedy_turn 0
    commandline -r -- "$__remedy_put"
end

# A `remedy …` line begins: where it may leave something for us, emptied.
function __remedy_listen
    test -O "$__remedy_dir" -a ! -L "$__remedy_dir"; or return 0
    set -l file (string replace -r '\.ring$' .run -- $__remedy_ring)
    test -L "$file"; or true >$file 2>/dev/null
end

# It is over: what it left is run here, once, as a line like any other, and after
# that, if it went well, the failed line, if the person still wants it.
function __remedy_taken
    set -l file (string replace -r '\.ring$' .run -- $__remedy_ring)
    __remedy_mine "$file"; or return 1
    set -l text ''
    set -l again ''
    set -l counted ''
    begin
        read text
        read again
        read counted
    end <$file
    true >$file 2>/dev/null; or return 1
    test -s "$file"; and return 1
    if test -n "$text"
        set -g __remedy_counted "$counted"
        __remedy_rerun "$text"; or return
    end
    test -n "$again"; or return 0
    read -S -P 'again> ' -c "$again" text; and test -n "$text"; and __remedy_rerun "$text"
end
# In other words, where there are any, that tell of several steps which one failed: no
# argument, for fish prints those of all functions where a builtin fails.
function __remedy_rerun -a text
    set -l words "$__remedy_counted"
    set -g __remedy_counted ''
    set -g __remedy_step ''
    test -n "$words"; or set words "$text"
    string match -q ' *' -- "$text"; or builtin history append -- "$text" 2>/dev/null
    __remedy_preexec "$text"
    eval $words
    __remedy_postexec "$text"; and return
    set -l code $status
    test -z "$__remedy_step"; or echo "$__remedy_step" >&2
    return $code
end

# Completion is loaded at the first Tab.
function __remedy_complete
    source (string replace -r '[^/]*$' completion.fish -- $__remedy_file); and __remedy_completion
end
complete -c remedy -f -a '(__remedy_complete)'
