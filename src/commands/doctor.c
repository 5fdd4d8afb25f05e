#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/jsontext.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "capture/ring.h"
#include "catalog/catalog.h"
#include "catalog/excess.h"
#include "catalog/layer.h"
#include "catalog/trust.h"
#include "commands/command.h"
#include "commands/doctor.h"
#include "commands/handover.h"
#include "commands/trial.h"
#include "facts/facts.h"
#include "hint/style.h"

extern const struct command command_doctor;

enum { RC_LIMIT = 1024 * 1024 };

void
doctor_found(struct doctor *d, const char *name, enum state state, const char *message, const char *cure)
{
	if (d->count < CHECKS)
		d->checks[d->count++] = (struct check){name, state, message, cure};
}

/* The shell we were started from: the parent's name, else the login shell. */
static const char *
shell_name(struct arena *a)
{
	static const char *const known[] = {"bash", "zsh", "fish", NULL};
	char *comm = path_read(a, arena_printf(a, "/proc/%ld/comm", (long)getppid()), 64, true, NULL);
	const char *login = getenv("SHELL");
	const char *const names[] = {comm != NULL ? arena_strndup(a, comm, strcspn(comm, "\n")) : "",
				     login != NULL ? path_base(login) : ""};
	for (size_t i = 0; i < 2; i++)
		for (const char *const *k = known; *k != NULL; k++)
			if (strcmp(names[i], *k) == 0)
				return *k;
	return NULL;
}

static char *
rc_file(struct arena *a, const char *shell)
{
	const char *home = getenv("HOME"), *zdotdir = getenv("ZDOTDIR"), *config = getenv("XDG_CONFIG_HOME");
	if (home == NULL || *home != '/' || !path_is_dir(home))
		return NULL;
	if (strcmp(shell, "bash") == 0)
		return path_join(a, home, ".bashrc");
	if (strcmp(shell, "zsh") == 0)
		return path_join(a, zdotdir != NULL && *zdotdir == '/' ? zdotdir : home, ".zshrc");
	return config != NULL && *config == '/' ? path_join(a, config, "fish/config.fish")
						: path_join(a, home, ".config/fish/config.fish");
}

static void
check_integration(struct doctor *d, bool seen)
{
	struct arena *a = d->a;
	d->shell = shell_name(a);
	d->rc = d->shell != NULL ? rc_file(a, d->shell) : NULL;
	d->rc_text = d->rc != NULL ? path_read(a, d->rc, RC_LIMIT, true, NULL) : NULL;
	d->ring = ring_find(a, getppid());
	if (d->ring != NULL) {
		doctor_found(d, "integration", STATE_OK, arena_printf(a, _("this shell is watched (%s)"), d->ring),
			     NULL);
		return;
	}
	if (handover_possible(a, getppid())) {
		doctor_found(d, "integration", STATE_OK,
			     _("this shell loads remedy; no Python program has run in it yet"), NULL);
		return;
	}
	if (d->shell == NULL) {
		doctor_found(d, "integration", STATE_NOTE, _("remedy was not asked from bash, zsh or fish"),
			     _("run remedy doctor at the prompt of the shell that you use"));
		return;
	}
	char *line = strcmp(d->shell, "fish") == 0 ? arena_strdup(a, "remedy init fish | source")
						   : arena_printf(a, "eval \"$(remedy init %s)\"", d->shell);
	bool loads = d->rc_text != NULL && strstr(d->rc_text, "remedy init") != NULL;
	if (!seen && loads)
		doctor_found(d, "integration", STATE_NOTE,
			     arena_printf(a, _("%s loads remedy; whether it does here cannot be seen"), d->rc),
			     _("see to the folder above first"));
	else if (loads)
		doctor_found(
			d, "integration", STATE_NOTE,
			arena_printf(a, _("%s loads remedy, but no Python program has run in this shell yet"), d->rc),
			_("run python3 -c 1/0 and ask again; if nothing changes, open a new shell"));
	else
		doctor_found(d, "integration", STATE_BAD, arena_printf(a, _("this %s does not load remedy"), d->shell),
			     arena_printf(a, _("put this line at the end of %s and open a new shell: %s"),
					  d->rc != NULL ? d->rc : _("its start file"), line));
}

/* Why `dir`, which is there, cannot be used, and what to do; NULL if it can. */
static const char *
directory_fault(struct arena *a, const char *dir, const struct stat *st, const char **cure)
{
	struct statvfs space;
	const char *own = _("set XDG_RUNTIME_DIR to a folder of your own (mode 0700), and open a new shell");
	*cure = arena_printf(a, _("remove %s, or make it yours alone (mode 0700)"), dir);
	if (st->st_uid != geteuid()) {
		*cure = arena_printf(a, _("have its owner remove it, or %s"), own);
		return arena_printf(a, _("%s belongs to another user (%u; you are %u)"), dir, (unsigned)st->st_uid,
				    (unsigned)geteuid());
	}
	if (!S_ISDIR(st->st_mode)) {
		*cure = arena_printf(a, _("remove %s, and open a new shell"), dir);
		return arena_printf(a, _("%s is no folder"), dir);
	}
	const char *distrust = path_distrust(a, dir);
	if (distrust != NULL)
		return distrust;
	if (access(dir, W_OK | X_OK) != 0)
		return arena_printf(a, _("%s cannot be written to"), dir);
	*cure = _("free some space there");
	if (statvfs(dir, &space) == 0 && (unsigned long long)space.f_bavail * space.f_frsize < RING_SIZE)
		return arena_printf(a, _("%s has no room for 1 MiB"), dir);
	return NULL;
}

/* Why `dir` cannot be made: mostly because of the folder that it would be in. */
static const char *
making_fault(struct arena *a, const char *dir, int error, const char **cure)
{
	const char *above = path_dir(a, dir), *runtime = getenv("XDG_RUNTIME_DIR");
	*cure = _("set XDG_RUNTIME_DIR to a folder of your own (mode 0700), and open a new shell");
	const char *why = !path_is_dir(above) ? arena_printf(a, _("%s is no folder"), above)
			  : access(above, W_OK | X_OK) != 0
				  ? arena_printf(a, _("you (%u) cannot write to %s"), (unsigned)geteuid(), above)
				  : strerror(error);
	/* Another user's, as su and sudo leave it, is not taken. */
	if (runtime != NULL && *runtime != '\0' && strcmp(above, runtime) != 0)
		return arena_printf(a, _("%s cannot be made: %s; XDG_RUNTIME_DIR, %s, is not yours"), dir, why,
				    runtime);
	return arena_printf(a, _("%s cannot be made: %s"), dir, why);
}

/* Where the rings are: made by us if it is not there yet, as the capture would. NULL if
 * it cannot be used. */
static const char *
check_directory(struct doctor *d)
{
	struct arena *a = d->a;
	const char *dir = ring_dir(a), *cure = NULL, *wrong = NULL;
	struct stat st;
	int error = mkdir(dir, 0700) == 0 ? 0 : errno;
	if (lstat(dir, &st) != 0)
		wrong = making_fault(a, dir, error != 0 ? error : errno, &cure);
	else
		wrong = directory_fault(a, dir, &st, &cure);
	if (wrong != NULL)
		doctor_found(d, "directory", STATE_BAD, wrong, cure);
	else
		doctor_found(d, "directory", STATE_OK, arena_printf(a, _("%s is yours alone"), dir), NULL);
	return wrong == NULL ? dir : NULL;
}

static void
check_capture(struct doctor *d, const char *dir)
{
	struct arena *a = d->a;
	char *lib = path_lib(a);
	d->library = lib != NULL ? path_join(a, lib, "libremedy-capture.so") : NULL;
	if (d->library == NULL || access(d->library, R_OK) != 0) {
		doctor_found(d, "capture", STATE_BAD,
			     arena_printf(a, _("%s cannot be read"),
					  d->library != NULL ? d->library : "libremedy-capture.so"),
			     _("install remedy again (./install.sh)"));
		return;
	}
	if (strpbrk(d->library, " :") != NULL) {
		doctor_found(d, "capture", STATE_BAD,
			     arena_printf(a, _("%s: LD_PRELOAD takes no path with a space or colon"), d->library),
			     _("install remedy under another PREFIX"));
		return;
	}
	if (dir == NULL)
		return;
	char *python = path_search(a, "python3", NULL);
	const char *programs[] = {path_exists("/bin/true") ? "/bin/true" : "/usr/bin/true", python};
	for (size_t i = 0; i < 2 && programs[i] != NULL; i++) {
		char *wrong = trial_run(a, d->library, dir, programs[i], i == 1);
		if (wrong != NULL)
			doctor_found(d, "capture", STATE_BAD, arena_printf(a, _("tried on %s: %s"), programs[i], wrong),
				     _("where a program or a policy refuses LD_PRELOAD, use remedy explain instead"));
		else
			doctor_found(d, "capture", STATE_OK, arena_printf(a, _("works with %s"), programs[i]), NULL);
	}
	if (python == NULL)
		doctor_found(d, "capture", STATE_NOTE, _("no python3 on PATH to try it on"), NULL);
}

static void
check_ring(struct doctor *d)
{
	const char *why = NULL;
	if (d->ring == NULL)
		return;
	if (ring_check(d->ring, &why))
		doctor_found(d, "ring", STATE_OK, _("what this shell's programs wrote can be read"), NULL);
	else
		doctor_found(d, "ring", STATE_BAD, arena_printf(d->a, "%s: %s", d->ring, why != NULL ? why : ""),
			     _("open a new shell; the old ring is removed with this one"));
}

static void
found_diagnostics(struct doctor *d, const struct diagnostics *problems)
{
	struct arena *a = d->a;
	for (const struct diagnostic *p = problems->first; p != NULL; p = p->next)
		doctor_found(d, "catalog", STATE_BAD, diagnostic_text(a, p),
			     p->advice != NULL ? p->advice : _("remedy patterns lint tells more"));
}

/* Where we are, if the patterns of that project are read; else its own check tells. */
static const char *
allowed_folder(struct arena *a)
{
	const char *here = getcwd(arena_alloc(a, 4096), 4096);
	char *folder = layer_project(a, here, NULL);
	return folder != NULL && trust_of(a, folder) == TRUST_ALLOWED ? here : NULL;
}

static void
check_catalog(struct doctor *d)
{
	struct arena *a = d->a;
	struct diagnostics problems = diagnostics_new(a);
	struct catalog *catalog = catalog_open(a, allowed_folder(a), &problems);
	const struct diagnostics *natives = facts_diagnostics(facts_new(a, catalog, NULL));
	found_diagnostics(d, &problems);
	found_diagnostics(d, natives);
	/* The founding pattern: a catalog without it is none of ours. */
	if (catalog_find(a, catalog, "cffi-backend-other-abi") == NULL)
		doctor_found(d, "catalog", STATE_BAD, _("the built-in patterns are not there"),
			     _("install remedy again (./install.sh)"));
	else if (problems.count + natives->count == 0)
		doctor_found(d, "catalog", STATE_OK, _("all patterns can be read"), NULL);
	catalog_close(catalog);
	for (char **id = excess_list(a); *id != NULL; id++)
		doctor_found(d, "catalog", STATE_NOTE,
			     arena_printf(a, _("the pattern %s took too long and was skipped"), *id),
			     _("remedy patterns lint shows why; simplify its expression, or disable it"));
}

static void
check_cache(struct doctor *d)
{
	struct arena *a = d->a;
	const char *cache = path_cache(a);
	if (cache == NULL) {
		doctor_found(d, "cache", STATE_NOTE,
			     _("HOME is not usable: patterns of your own are read anew each time"),
			     _("set HOME to your home folder"));
		return;
	}
	const char *distrust = path_distrust(a, cache);
	const char *dir = cache;
	while (!path_exists(dir) && strcmp(dir, "/") != 0 && strcmp(dir, ".") != 0)
		dir = path_dir(a, dir);
	if (distrust != NULL)
		doctor_found(d, "cache", STATE_BAD, distrust, arena_printf(a, _("make %s yours alone"), cache));
	else if (access(dir, W_OK) != 0)
		doctor_found(d, "cache", STATE_NOTE, arena_printf(a, _("%s cannot be written to"), cache),
			     _("patterns of your own are read anew each time; set XDG_CACHE_HOME to end that"));
}

static void
check_terminal(struct doctor *d)
{
	struct style style = style_of(STDOUT_FILENO);
	const char *term = getenv("TERM");
	doctor_found(d, "terminal", STATE_OK,
		     arena_printf(d->a, _("%s, %u columns, %s, %s"),
				  term != NULL && *term != '\0' ? term : _("no TERM"), style.width,
				  style.color ? _("with colours") : _("without colours"),
				  style.utf8 ? "UTF-8" : "ASCII"),
		     NULL);
	if (!style.utf8)
		doctor_found(d, "locale", STATE_NOTE, _("the locale does not say that the terminal takes UTF-8"),
			     _("set LANG to one that does, such as C.UTF-8"));
}

/* Who else hooks the prompt: no harm, but the first to be asked about odd behaviour. */
static void
check_company(struct doctor *d)
{
	static const char *const tools[] = {"bash-preexec",
					    "starship",
					    "ble.sh",
					    "atuin",
					    "direnv",
					    "oh-my-zsh",
					    "oh-my-bash",
					    "powerlevel10k",
					    "zsh-autosuggestions",
					    "zoxide",
					    "mise",
					    "thefuck",
					    "liquidprompt",
					    "iterm2_shell_integration",
					    NULL};
	const char *program = getenv("TERM_PROGRAM");
	struct buf list = buf_new(d->a);
	for (const char *const *t = tools; d->rc_text != NULL && *t != NULL; t++)
		if (strstr(d->rc_text, *t) != NULL)
			buf_printf(&list, "%s%s", list.size > 0 ? ", " : "", *t);
	if (program != NULL && strcmp(program, "vscode") == 0)
		buf_printf(&list, "%s%s", list.size > 0 ? ", " : "", "VS Code");
	if (list.size > 0)
		doctor_found(d, "company", STATE_OK, arena_printf(d->a, _("hooking this shell too: %s"), list.text),
			     NULL);
	const char *off = getenv("REMEDY_PRELOAD");
	if (off != NULL && strcmp(off, "0") == 0)
		doctor_found(d, "capture", STATE_NOTE, _("REMEDY_PRELOAD=0 switches the capture off"),
			     _("unset REMEDY_PRELOAD"));
}

static void
print_text(const struct doctor *d)
{
	struct style style = style_of(STDOUT_FILENO);
	const char *words[] = {_("ok"), _("note"), _("wrong")};
	size_t column = 0;
	for (size_t i = 0; i < 3; i++)
		if (text_width(words[i]) > column)
			column = text_width(words[i]);
	char *indent = arena_printf(d->a, "%*s", (int)column + 2, "");
	size_t width = style.width - 1 > column + 12 ? style.width - 1 : column + 12;
	for (size_t i = 0; i < d->count; i++) {
		const struct check *c = &d->checks[i];
		char *text =
			arena_printf(d->a, "%s%*s%s", words[c->state], (int)(column - text_width(words[c->state])) + 2,
				     "", text_safe(d->a, c->message, 2000));
		printf("%s\n", text_wrap(d->a, style_text(d->a, &style, text), width, indent));
		if (c->cure != NULL) {
			char *cure = arena_printf(d->a, "→ %s", text_safe(d->a, c->cure, 2000));
			char *deeper = arena_printf(d->a, "%s  ", indent);
			printf("%s%s\n", indent,
			       text_wrap(d->a, style_text(d->a, &style, cure), width - column - 2, deeper));
		}
	}
}

static void
print_json(const struct doctor *d)
{
	static const char *const states[] = {"ok", "note", "wrong"};
	json_t *checks = json_array();
	for (size_t i = 0; i < d->count; i++) {
		const struct check *c = &d->checks[i];
		json_t *object = json_object();
		json_object_set_new(object, "name", json_string(c->name));
		json_object_set_new(object, "state", json_string(states[c->state]));
		json_object_set_new(object, "message", json_string(text_safe(d->a, c->message, 2000)));
		json_object_set_new(object, "cure",
				    c->cure != NULL ? json_string(text_safe(d->a, c->cure, 2000)) : json_null());
		json_array_append_new(checks, object);
	}
	json_t *all = json_pack("{s:i,s:o}", "version", 1, "checks", checks);
	jsontext_print(stdout, all, 0);
	json_decref(all);
}

static int
doctor_run(struct arena *a, int argc, char **argv)
{
	bool json = false;
	for (int i = 1; i < argc; i++) {
		const char *format = strncmp(argv[i], "--format=", 9) == 0 ? argv[i] + 9 : NULL;
		if (strcmp(argv[i], "--format") == 0 && i + 1 < argc)
			format = argv[++i];
		if (format == NULL || (strcmp(format, "json") != 0 && strcmp(format, "text") != 0))
			return command_misused(&command_doctor, _("the only option is --format text or --format json"));
		json = strcmp(format, "json") == 0;
	}
	struct doctor d = {.a = a};
	/* Without that folder no shell can be seen to load remedy: then it is the first to know. */
	const char *dir = check_directory(&d);
	struct check directory = d.checks[--d.count];
	if (dir == NULL)
		d.checks[d.count++] = directory;
	check_integration(&d, dir != NULL);
	checkup_program(&d);
	checkup_settings(&d);
	if (dir != NULL)
		d.checks[d.count++] = directory;
	check_capture(&d, dir);
	check_ring(&d);
	check_catalog(&d);
	checkup_project(&d);
	checkup_speed(&d);
	check_cache(&d);
	checkup_state(&d);
	check_terminal(&d);
	check_company(&d);
	if (json)
		print_json(&d);
	else
		print_text(&d);
	for (size_t i = 0; i < d.count; i++)
		if (d.checks[i].state == STATE_BAD)
			return STATUS_NONE;
	return STATUS_DONE;
}

const struct command command_doctor = {
	.name = "doctor",
	.usage = "[--format text|json]",
	.summary = N_("check that everything works, and say what to do where it does not"),
	.help = N_("  --format json  one JSON object: name, state, message and cure of each check\n"
		   "\n"
		   "Exit status: 0 all well, or only notes; 1 something to cure.\n"
		   "\n"
		   "Example: remedy doctor\n"),
	.run = doctor_run,
};
