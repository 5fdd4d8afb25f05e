# The half of remedy for fish that decides whether a command line is a Python run, by its
# words alone: nothing is run, nothing expanded. Sourced by remedy.fish at the start.

# True if the program, as a command line names it, is a Python run. What depends
# on where we are, or may be installed later, is not remembered.
function __remedy_word -a word
    set -l name (string replace -r '.*/' '' -- $word)
    set -l settled (string split -n ' ' -- "$REMEDY_COMMANDS $__remedy_added")
    contains -- "!$name" $settled; and return 1
    contains -- "$name" $settled; and return 0
    contains -- "$word" $__remedy_no; and return 1
    contains -- "$word" $__remedy_yes; and return 0
    if string match -q '*/*' -- "$word"
        string match -qr '^(python([23](\..*)?)?|pypy[23]?.*|.*\.py)$' -- $name; and set -g __remedy_yes $word $__remedy_yes[1..300]; and return 0
        __remedy_file (string replace -r '^~/' "$HOME/" -- $word)
        set -l found $status
        # the system's: a package brings them, nobody edits them
        test $found = 1; and string match -qr '^/(bin|sbin|usr)/' -- $word; and set -ga __remedy_no $word
        return $found
    end
    if functions -q -- "$word"
        # fish's own functions wrap programs of other names only
        string match -q "$__fish_data_dir/*" (functions -D -- "$word"); and set -ga __remedy_no $word; and return 1
        test (count (status stack-trace)) -lt 40; or return 1
        set -ga __remedy_no $word # it may call itself
        __remedy_scan (functions --no-details -- "$word" | string match -v 'function *' | string collect)
        set -l found $status
        set -e __remedy_no[(contains -i -- $word $__remedy_no)] # functions change
        return $found
    end
    builtin -q -- "$word"; and set -ga __remedy_no $word; and return 1
    set -l file (command -s -- "$word"); or return 1
    if string match -qr '^(python([23](\..*)?)?|pypy[23]?.*|.*\.py|pip[23]?(\..*)?|pytest|py\.test|tox|nox|uvx|pipx|poetry|pipenv|pdm|hatch|g?make|ninja|just)$' -- $word
        or __remedy_file $file
        set -ga __remedy_yes $word
        return 0
    end
    test (count $__remedy_no) -lt 300; or set -g __remedy_no
    contains -- $word uv rye conda mamba micromamba; or set -ga __remedy_no $word # it depends on what follows
    return 1
end

# True if the file's #! line names a Python. pyenv's shims are scripts of bash; pip
# writes #!/bin/sh and an exec where the path is too long for the kernel.
function __remedy_file -a file
    string match -q '*/.pyenv/shims/*' -- "$file"; and return 0
    test -n "$PYENV_ROOT"; and string match -q "$PYENV_ROOT/shims/*" -- "$file"; and return 0
    test -f "$file" -a -r "$file"; or return 1
    set -l first ''
    set -l more ''
    read -n 2 first <$file 2>/dev/null
    test "$first" = '#!'; or return 1
    begin
        read -n 250 first
        string match -q '#!/bin/sh' -- "$first"; and read -n 250 more
    end <$file 2>/dev/null
    string match -qr '[/ ](python|pypy|uv run)' -- "$first $more"
end

# True if one of the commands in the text is a Python run: the first word behind
# assignments, redirections, keywords and commands that run others.
function __remedy_scan -a text
    set -l text (string sub -l 8000 -- $text | string collect)
    # operators and spaces in quotes are none
    for quoted in (string match -ra '"[^"]*"|\'[^\']*\'' -- $text)
        set -l inert (string replace -ra '[\s;&|()"\']+' _ -- (string sub -s 2 -e -1 -- $quoted))
        set text (string replace -- $quoted "$inert" $text | string collect)
    end
    set text (string replace -ra '>&|&>' '>' -- $text | string collect)
    for part in (string split -n \n -- (string replace -ra '[;&|()]' \n -- $text))
        set -l behind ''
        set -l skip 0
        set -l words (string match -ra '\S+' -- $part)
        for word in $words[1..40]
            if test $skip = 1
                set skip 0
                continue
            end
            set word (string replace -r '^\\\\' '' -- $word)
            string match -qr '^[A-Za-z_]\w*=' -- $word; and continue
            if string match -qr '[<>]' -- $word
                string match -qr '[<>]$' -- $word; and set skip 1
                continue
            end
            if string match -qr '^-' -- $word
                string match -qr '^( .*|command -[vqs].*|builtin .*|ionice -p)$' -- "$behind $word"; and break
                string match -qr '^(env -[uC]|nice -n|ionice -[cn]|timeout -[sk]|stdbuf -[ioe]|time -[fo])$' -- "$behind $word"
                and set skip 1
                continue
            end
            test "$behind" = timeout; and string match -qr '^[0-9]' -- $word; and continue
            switch $word
                case if while else and or not begin !
                    continue
                case env nice ionice nohup stdbuf timeout time exec command builtin setsid /usr/bin/env /usr/bin/time
                    set behind (string replace -r '.*/' '' -- $word)
                    continue
                case uv rye conda mamba micromamba
                    string match -qr ' (run|install|pip|sync|add|build|tool|create|update|lock)( |$)' -- "$words"; and return 0
            end
            __remedy_word $word; and return 0
            break
        end
    end
    return 1
end
