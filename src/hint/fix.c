#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"
#include "hint/expand.h"
#include "hint/hint.h"
#include "hint/install.h"
#include "hint/package.h"
#include "hint/place.h"
#include "hint/requirement.h"
#include "hint/retype.h"

enum { COMMAND_LIMIT = 4096 };

static char *
shown(struct arena *a, struct facts *f, const struct match *m, const char *template)
{
	if (template == NULL || *template == '\0')
		return arena_strdup(a, "");
	char *text = expand_template(a, f, m, lang_text(template), EXPAND_SHOWN);
	return text != NULL ? text : arena_strdup(a, "");
}

/* True if one of the command's words changes the system beyond the person's own files. */
static bool
is_privileged(const char *command)
{
	static const char *const words[] = {"sudo",   "su",  "doas",   "pkexec",   "apt",    "apt-get",   "dnf", "yum",
					    "pacman", "apk", "zypper", "ldconfig", "sysctl", "systemctl", NULL};
	bool first = true; /* of a simple command */
	for (const char *p = command; *p != '\0';) {
		size_t n = strcspn(p, " ");
		for (const char *const *w = words; first && *w != NULL; w++)
			if (strlen(*w) == n && strncmp(*w, p, n) == 0)
				return true;
		first = n > 0 && (strchr("&|;", p[n - 1]) != NULL || (first && memchr(p, '=', n) != NULL));
		p += n;
		p += strspn(p, " ");
	}
	return false;
}

/* A pattern's `sudo` where we are root already: many containers have none. */
static const char *
without_sudo(struct arena *a, const char *template)
{
	struct buf b = buf_new(a);
	for (const char *p = template; *p != '\0';) {
		bool starts = p == template || (p - template >= 3 && memcmp(p - 3, "&& ", 3) == 0);
		if (starts && strncmp(p, "sudo ", 5) == 0 && p[5] != '-')
			p += 5;
		else
			buf_add_char(&b, *p++);
	}
	return b.text;
}

static bool
is_root(struct facts *f, const struct match *m)
{
	const char *root = facts_get(f, m, "os.root");
	return root != NULL && strcmp(root, "true") == 0;
}

static bool
fix_install(struct arena *a, struct catalog *c, struct facts *f, const struct match *m, const struct fix_template *t,
	    struct fix *fix)
{
	struct requirements r;
	fix->kind = "install";
	if (requirements_read(a, c, f, m, t->value, &r))
		fix->command = install_command(a, f, m, t->kind, &r);
	return fix->command != NULL;
}

static bool
fix_system(struct arena *a, struct catalog *c, struct facts *f, const struct match *m, const struct fix_template *t,
	   struct fix *fix)
{
	const char *name = expand_template(a, f, m, t->value, EXPAND_EXACT);
	if (name == NULL)
		return false;
	fix->kind = "system";
	const struct system_entry *entry = catalog_system(a, c, name);
	fix->command = package_command(a, f, m, "", package_of_system(a, f, m, entry));
	if (fix->command != NULL)
		return true;
	fix->kind = "say";
	fix->text = package_anywhere(a, f, m, entry);
	if (fix->text == NULL)
		fix->text = package_advice(a, name);
	return fix->text != NULL;
}

static bool
fix_run(struct arena *a, struct facts *f, const struct match *m, const struct fix_template *t, struct fix *fix)
{
	const char *template = is_root(f, m) ? without_sudo(a, t->value) : t->value;
	char *command = expand_template(a, f, m, template, EXPAND_SHELL);
	if (command == NULL)
		return false;
	size_t n = strlen(command);
	while (n > 0 && (command[n - 1] == '\n' || command[n - 1] == ' '))
		command[--n] = '\0';
	/* What lands in the prompt is one line that can be checked by eye. */
	if (n == 0 || n > COMMAND_LIMIT || strchr(command, '\n') != NULL)
		return false;
	fix->kind = "run";
	fix->command = command;
	return true;
}

/* File and line that an edit or open fix is about: as given, else where the
 * user's innermost frame (or the syntax error) is. */
static bool
fix_place(struct arena *a, struct facts *f, const struct match *m, const struct fix_template *t, struct fix *fix)
{
	/* What a pattern calls file is the one that is spoken of, dst in copytree(src, dst). */
	struct match place = *m;
	place.group_count = 0;
	fix->file =
		expand_template(a, f, t->file != NULL ? m : &place, t->file != NULL ? t->file : "{file}", EXPAND_EXACT);
	if (fix->file == NULL || *fix->file == '\0' || *fix->file == '<')
		return false;
	/* A line belongs to the file that was named with it. */
	const char *line = t->line != NULL   ? expand_template(a, f, m, t->line, EXPAND_EXACT)
			   : t->file == NULL ? expand_template(a, f, &place, "{line}", EXPAND_EXACT)
					     : NULL;
	fix->line = line != NULL ? (int)strtol(line, NULL, 10) : 0;
	if (fix->line < 0)
		fix->line = 0;
	return true;
}

/* False if the line's text is known and does not hold what is to be changed. */
static bool
line_holds(struct arena *a, struct facts *f, const struct match *m, const struct fix_template *t, const char *before)
{
	if (t->file != NULL || t->line != NULL)
		return true;
	const char *source = expand_value(a, f, m, "source");
	return source == NULL || strstr(source, before) != NULL;
}

/* Inside a zip archive there is no file to edit. */
static bool
say_packed(struct arena *a, const char *archive, struct fix *fix)
{
	const char *file = fix->file + strlen(archive) + 1;
	const char *change = *fix->before == '\0' ? fix->after : arena_printf(a, "%s → %s", fix->before, fix->after);
	fix->kind = "say";
	fix->text = arena_printf(a, _("in the source that %s was packed from: %s:%d: %s"), path_base(archive), file,
				 fix->line, change);
	fix->before = fix->after = fix->file = NULL;
	fix->line = 0;
	return true;
}

static bool
fix_edit(struct arena *a, struct facts *f, const struct match *m, const struct fix_template *t, struct fix *fix)
{
	if (t->before == NULL || t->after == NULL)
		return false;
	fix->before = expand_template(a, f, m, t->before, EXPAND_EXACT);
	fix->after = expand_template(a, f, m, t->after, EXPAND_EXACT);
	if (fix->before == NULL || fix->after == NULL || strcmp(fix->before, fix->after) == 0 ||
	    !line_holds(a, f, m, t, fix->before))
		return false;
	fix->kind = "edit";
	if (fix_place(a, f, m, t, fix)) {
		/* Nobody should change a library's file on the word of a hint. */
		const struct frame frame = {.file = fix->file};
		if (t->file == NULL && frame_is_library(&frame))
			return false;
		const char *cwd = expand_value(a, f, m, "program.cwd"), *archive = place_archive(a, fix->file, cwd);
		if (archive != NULL)
			return say_packed(a, archive, fix);
		/* The traceback does not show what stands in another line. */
		bool elsewhere = t->file != NULL || t->line != NULL;
		return !elsewhere || place_holds(a, fix->file, fix->line, fix->before, cwd);
	}
	/* Given by -c: the command is what can be changed. */
	const char *line = fix->file != NULL && strcmp(fix->file, "<string>") == 0 && t->line == NULL
				   ? expand_value(a, f, m, "program.command")
				   : NULL;
	fix->command =
		line == NULL || strlen(line) > COMMAND_LIMIT ? NULL : retype_program(a, line, fix->before, fix->after);
	if (fix->command != NULL) {
		fix->kind = "run";
		fix->before = fix->after = fix->file = NULL;
		return true;
	}
	/* Typed at a prompt: there is nothing to change. */
	fix->kind = "say";
	fix->text = *fix->before == '\0' ? fix->after : arena_printf(a, "%s → %s", fix->before, fix->after);
	fix->before = fix->after = NULL;
	return true;
}

static bool
fix_retype(struct arena *a, struct facts *f, const struct match *m, const struct fix_template *t, struct fix *fix)
{
	const char *line = expand_value(a, f, m, "program.command");
	const char *before = t->before != NULL ? expand_template(a, f, m, t->before, EXPAND_EXACT) : NULL;
	const char *after = t->after != NULL ? expand_template(a, f, m, t->after, EXPAND_EXACT) : NULL;
	if (line == NULL || before == NULL || after == NULL || strlen(line) > COMMAND_LIMIT)
		return false;
	fix->kind = "run";
	fix->command = retype(a, line, before, after, expand_value(a, f, m, "program.cwd"));
	return fix->command != NULL;
}

static bool
fix_say(struct arena *a, struct facts *f, const struct match *m, const struct fix_template *t, struct fix *fix)
{
	fix->kind = "say";
	fix->text = expand_template(a, f, m, lang_text(t->value), EXPAND_SHOWN);
	return fix->text != NULL && *fix->text != '\0';
}

struct fix *
hint_fix(struct arena *a, struct catalog *c, struct facts *f, const struct match *m, const struct fix_template *t)
{
	struct fix *fix = arena_alloc(a, sizeof(*fix));
	bool made = false;
	switch (t->kind) {
	case FIX_INSTALL:
	case FIX_UPGRADE:
	case FIX_REINSTALL:
	case FIX_UNINSTALL:
	case FIX_VENV:
		made = fix_install(a, c, f, m, t, fix);
		break;
	case FIX_SYSTEM:
		made = fix_system(a, c, f, m, t, fix);
		break;
	case FIX_RUN:
		made = fix_run(a, f, m, t, fix);
		break;
	case FIX_EDIT:
		made = fix_edit(a, f, m, t, fix);
		break;
	case FIX_OPEN:
		fix->kind = "open";
		made = fix_place(a, f, m, t, fix) &&
		       place_archive(a, fix->file, expand_value(a, f, m, "program.cwd")) == NULL;
		break;
	case FIX_RETYPE:
		made = fix_retype(a, f, m, t, fix);
		break;
	case FIX_SAY:
		made = fix_say(a, f, m, t, fix);
		break;
	}
	if (!made)
		return NULL;
	fix->label = shown(a, f, m, t->label);
	fix->reason = shown(a, f, m, t->reason);
	fix->privileged = fix->command != NULL && is_privileged(fix->command);
	return fix;
}
