# remedy for fish, 3.4 and later; sourced by what `remedy init fish` prints, which
# sets __remedy_bin and __remedy_lib (empty: no capture). What is hooked and why:
# docs/shells.md. fish runs its builtins, also in command substitutions, without a
# process; nothing here starts one unless a Python run has failed.

status is-interactive; or return 0
test "$__remedy_pid" = $fish_pid; and return 0
string match -q '*tramp*' -- "$INSIDE_EMACS"; and return 0

# A shell below a captured process does not go on with its parent's capture.
if string match -q '*libremedy-capture.so*' -- "$LD_PRELOAD"
    set -gx LD_PRELOAD (string replace -ra '[: ]+' \n -- $LD_PRELOAD | string match -v '*libremedy-capture.so' | string join :)
    test -n "$LD_PRELOAD"; or set -eg LD_PRELOAD
end
set -eg REMEDY_CAPTURE

set -g __remedy_pid $fish_pid
set -g __remedy_no # names that are no Python run
set -g __remedy_yes # names that are one
set -g __remedy_path "$PATH"
set -g __remedy_line 0 # counts the Python runs
set -g __remedy_armed 0 # the one that runs, or 0
set -g __remedy_known # "line PATH" of those that are none
set -g __remedy_runs # of those that are one
set -g __remedy_idle y # nothing is to be done behind the line
set -g __remedy_exported '' # LD_PRELOAD as we set it; how and what it was
set -g __remedy_had
set -g __remedy_preload ''
set -g __remedy_narrow # `ulimit -n` leaves few descriptors
set -g __remedy_dir /tmp
test -d /dev/shm -a -w /dev/shm -a -x /dev/shm; and set -g __remedy_dir /dev/shm
set -g __remedy_dir $__remedy_dir/remedy-(string match -rg '^Uid:\s+(\d+)' </proc/self/status)
string match -q '/*' -- "$XDG_RUNTIME_DIR"; and test -d "$XDG_RUNTIME_DIR" -a -O "$XDG_RUNTIME_DIR"; and set -g __remedy_dir $XDG_RUNTIME_DIR/remedy
set -g __remedy_ring $__remedy_dir/$fish_pid-(random)(random).ring

# The line as it was typed is about to run: exports the capture for it, behind the
# person's own preload.
function __remedy_preexec --on-event fish_preexec
    # the usual case: a line that was here before
    contains -- "$argv[1] $__remedy_exported$__remedy_pending$REMEDY_COMMANDS$PATH" $__remedy_known
    and return
    # or one command, known to be no Python run
    string match -rq '^[ \t]*(?!(?:\S*/)?(?:remedy|fg|ulimit)(?:[ \t]|$))(?<__remedy_first>[\w./:@%+-]+)(?:[ \t][^;&|()<>\'"\\\\\n]*)?$' -- "$argv[1]"
    and contains -- "$__remedy_first" $__remedy_no
    and test "$__remedy_exported$__remedy_pending$REMEDY_COMMANDS$__remedy_added$PATH" = "$__remedy_path"
    and set -g __remedy_known "$argv[1] $PATH" $__remedy_known[1..50]
    and return 0
    # with so few descriptors a redirection of ours would be one too many
    if string match -rq '(?:^|[;&|])\s*ulimit\s[^;&|]*-\w*n\s+(?<__remedy_first>\d+)' -- "$argv[1]"
        set -g __remedy_narrow
        test $__remedy_first -lt 100; and set -g __remedy_narrow y
    end
    set -q __remedy_narrow[1]; and return 0
    set -g __remedy_idle
    set -g __remedy_armed 0
    if test "$PATH" != "$__remedy_path"
        set -g __remedy_path "$PATH"
        set -g __remedy_no
        set -g __remedy_yes
    end
    set -l line "$argv[1] $REMEDY_COMMANDS$__remedy_added$PATH"
    if not contains -- $line $__remedy_runs
        string match -qr '^\s*(\S*/)?remedy(\s|$)' -- "$argv[1]"; and __remedy_listen; and return 0
        __remedy_scan "$argv[1]"; or return 0
        string match -rq '^(?<__remedy_first>[\w./:@%+-]+)' -- "$argv[1]"
        and contains -- "$__remedy_first" $__remedy_yes
        and set -g __remedy_runs $line $__remedy_runs[1..50]
    end
    test "$REMEDY_PRELOAD" != 0 -a "$REMEDY_QUIET" != off -a -n "$__remedy_lib" -a -r "$__remedy_lib"; or return 0
    set -g __remedy_had
    set -qg LD_PRELOAD; and set -ga __remedy_had global
    set -qgx LD_PRELOAD; and set -ga __remedy_had exported
    set -g __remedy_preload $LD_PRELOAD
    # a command substitution takes longer than all the rest
    set -g __remedy_exported $__remedy_lib
    test -n "$LD_PRELOAD"; and set -g __remedy_exported (string join : -- $LD_PRELOAD $__remedy_lib)
    set -gx LD_PRELOAD $__remedy_exported
    set -g __remedy_line (math $__remedy_line + 1)
    set -gx REMEDY_CAPTURE $__remedy_line:$fish_pid:$__remedy_ring
    set -g __remedy_armed $__remedy_line
end

function __remedy_disarm
    test -n "$__remedy_exported"; or return 0
    if test "$LD_PRELOAD" != "$__remedy_exported" # the line changed it: only ours goes
        string match -q "*$__remedy_lib*" -- "$LD_PRELOAD"
        and set -gx LD_PRELOAD (string replace -r ':?'(string escape --style=regex -- $__remedy_lib) '' -- $LD_PRELOAD)
    else if contains exported $__remedy_had
        set -gx LD_PRELOAD $__remedy_preload
    else
        set -eg LD_PRELOAD
        contains global $__remedy_had; and set -g --unexport LD_PRELOAD $__remedy_preload
    end
    set -g __remedy_exported ''
    set -eg REMEDY_CAPTURE
end

function __remedy_postexec --on-event fish_postexec
    set -l pipe $status $pipestatus
    set -q __remedy_idle[1]; and return # no handler changes $status
    set -g __remedy_idle y
    set -g __remedy_at
    set -l last $pipe[1]
    set -e pipe[1]
    __remedy_disarm
    string match -qr '^\s*((\S*/)?remedy|fg)(\s|$)' -- "$argv[1]"; and __remedy_taken # fg: one that was stopped
    set -q __remedy_pending[1]; and test $__remedy_armed = 0; and __remedy_follow $last "$argv[1]"
    test $__remedy_armed != 0; or return $last
    set -g __remedy_armed 0
    contains -- $last 130 146 147 148 149 150; and return $last # Ctrl-C, stopped
    set -l failed no
    set -q pipe[2]; or set pipe # one alone may be of a loop's last condition
    for code in $last $pipe
        contains -- $code 0 130 141 146 147 148 149 150; or set failed yes
    end
    if test $failed = no -a -f "$__remedy_ring" -a -r "$__remedy_ring"
        set -l line ''
        read -n 64 line <$__remedy_ring 2>/dev/null
        set -l run
        string match -rq '^remedy-ring 1 run=\d+ +failed=0*(?<run>\d{1,10}) ' -- "$line"
        test "$run" = "$__remedy_line"; and set failed yes
    end
    test $failed = no; and set -q __remedy_pending[1]; and __remedy_resolve "$argv[1]"
    test $failed = yes -a -x "$__remedy_bin"; or return $last
    __remedy_bind
    set -l more
    set -q pipe[2]; and set more --pipestatus "$pipe"
    # what the person keeps out of the history goes nowhere
    set -l line "$argv[1]"
    string match -qr '^\s' -- "$line"; and set line ''
    test (string length -- "$line") -lt 30000; or set line ''
    test -n "$fish_private_mode"; and set line ''
    # not as arguments, which every user of the machine could see
    set -lx REMEDY_LINE $line
    set -lx REMEDY_SINCE (string join \n -- $__remedy_lines | string collect)
    $__remedy_bin report --shell fish --run $__remedy_line --status $last --ring $__remedy_ring $more --key "$__remedy_key" --quiet "$REMEDY_QUIET" </dev/null >&2
    __remedy_pend "$line"
    return $last
end

# Words that are no command: Python's are answered, then the handler that was there.
if functions -q fish_command_not_found
    functions -q __remedy_handler_before; or functions -c fish_command_not_found __remedy_handler_before
end
function fish_command_not_found
    test -x "$__remedy_bin" -a "$REMEDY_QUIET" != off -a -z "$__remedy_narrow"; and not string match -q '*/*' -- $argv[1]; and $__remedy_bin not-found $argv </dev/null >&2
    if functions -q __remedy_handler_before
        __remedy_handler_before $argv
    else
        __fish_default_command_not_found_handler $argv
    end
end

# `remedy off`, in this shell.
function __remedy_off
    __remedy_disarm
    functions -e __remedy_preexec __remedy_postexec
end

# What config.yaml says, as remedy has written it down for us, with the same time. What
# is set in the shell outranks it.
function __remedy_settings
    set -l cache "$XDG_CACHE_HOME"
    set -l config "$XDG_CONFIG_HOME"
    string match -q '/*' -- $cache; or set cache "$HOME/.cache"
    string match -q '/*' -- $config; or set config "$HOME/.config"
    set -l file $cache/remedy/settings
    set -l source $config/remedy/config.yaml
    if test -e $source -a ! -e $file -o ! -e $source -a -e $file
        or test -e $source -a \( $source -nt $file -o $source -ot $file \) 2>/dev/null
        test -x "$__remedy_bin"; and $__remedy_bin init fish </dev/null >/dev/null 2>&1
    end
    test -f $file -a -r $file -a -O $file -a ! -L $file; or return 0
    while read -l -d ' ' name value
        switch $name
            case key
                set -q REMEDY_KEY; or set -g REMEDY_KEY $value
            case quiet
                set -q REMEDY_QUIET; or set -g REMEDY_QUIET $value
            case commands
                set -g __remedy_added $value
        end
    end <$file
end
set -g __remedy_added ''
__remedy_settings

for part in words act memory
    set -l file (string replace -r '[^/]*$' '' -- $__remedy_file)$part.fish
    test -r $file; and source $file; or __remedy_off
end
