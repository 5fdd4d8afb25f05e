#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/quote.h"
#include "capture/ring.h"
#include "commands/command.h"
#include "commands/passage.h"
#include "commands/settings.h"
#include "commands/trial.h"

extern const struct command command_init;

/* The capture's path, or NULL where programs could not be run with it: the loader
 * splits LD_PRELOAD at colons and spaces and knows no quoting, and on a noexec
 * mount or another architecture it complains, once a program. The folder of the
 * rings is made here, for the shell starts no process to make it. */
static char *
usable_capture(struct arena *a)
{
	char *folder = ring_dir(a), *lib = path_lib(a);
	char *capture = lib == NULL ? NULL : path_join(a, lib, "libremedy-capture.so");
	mkdir(folder, 0700);
	if (capture == NULL || strpbrk(capture, ": ") != NULL || !trial_passed(a, capture, folder, "/bin/true"))
		return NULL;
	return capture;
}

static int
init_run(struct arena *a, int argc, char **argv)
{
	const char *shell = argc == 2 ? argv[1] : "";
	if (strcmp(shell, "bash") != 0 && strcmp(shell, "zsh") != 0 && strcmp(shell, "fish") != 0)
		return command_misused(&command_init, _("which shell: bash, zsh or fish?"));

	char *share = path_share(a), *capture = usable_capture(a);
	char *file = share == NULL ? NULL : arena_printf(a, "%s/shell/remedy.%s", share, shell);
	char *program = share == NULL ? NULL : path_normal(a, "../../bin/remedy", share);
	const char *quoted_file = file == NULL ? NULL : quote_word(a, file, false);
	const char *quoted_program = program == NULL ? NULL : quote_word(a, program, false);
	const char *quoted_capture = quote_word(a, capture == NULL ? "" : capture, false);
	if (quoted_file == NULL || quoted_program == NULL || quoted_capture == NULL) {
		passage_tell(_("remedy init: the path of the installation cannot be written in a shell\n"));
		return STATUS_USAGE;
	}

	settings_update(a);
	if (strcmp(shell, "bash") == 0)
		/* Any sh may read it: a restricted one must not name a path. */
		printf("__remedy_bin=%s __remedy_lib=%s __remedy_file=%s\n"
		       "case $-:${BASH_VERSION-} in *r*:* | *:) ;; *i*:*) if [ -r \"$__remedy_file\" ]; then . \"$__remedy_file\"; fi ;; esac\n",
		       quoted_program, quoted_capture, quoted_file);
	else if (strcmp(shell, "zsh") == 0)
		/* One construct a line, every word quoted: the person's options and
		 * aliases still hold here. __remedy_here runs under them on purpose. */
		printf("__remedy_bin=%s __remedy_lib=%s __remedy_file=%s\n"
		       "'builtin' 'emulate' 'zsh' '-o' 'no_aliases' '-o' 'local_traps' '-c' '[[ ! -r $__remedy_file ]] || builtin source $__remedy_file'\n"
		       "__remedy_here() { ! '__remedy_taken' || 'builtin' 'eval' \"$__remedy_text\"; '__remedy_told'; }\n",
		       quoted_program, quoted_capture, quoted_file);
	else
		printf("set -g __remedy_bin %s\nset -g __remedy_lib %s\nset -g __remedy_file %s\n"
		       "test -r $__remedy_file; and source $__remedy_file\n",
		       quoted_program, quoted_capture, quoted_file);
	return ferror(stdout) ? STATUS_USAGE : STATUS_DONE;
}

const struct command command_init = {
	.name = "init",
	.usage = "bash|zsh|fish",
	.summary = N_("print the integration for a shell"),
	.help = N_("Put into your .bashrc:     eval \"$(remedy init bash)\"\n"
		   "       into your .zshrc:      eval \"$(remedy init zsh)\"\n"
		   "       into your config.fish: remedy init fish | source\n"
		   "It prints the same text for the same version and the same config.yaml, so that it can be\n"
		   "kept in a file.\n"
		   "\n"
		   "Example: remedy init bash >~/.remedy.bash\n"),
	.run = init_run,
};
