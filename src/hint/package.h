/* package: a library, header or tool of the operating system, by its package
 * manager's command. */
#ifndef REMEDY_HINT_PACKAGE_H
#define REMEDY_HINT_PACKAGE_H

#include "facts/facts.h"

/* "sudo apt install libffi-dev"; `names` by spaces. `flags` goes between the verb
 * and the names ("--reinstall", or ""). NULL if the package manager is not known
 * or a name is none. */
char *package_command(struct arena *a, struct facts *f, const struct match *m, const char *flags, const char *names);

/* The package names of this system's package manager; NULL if unknown. */
const char *package_of_system(struct arena *a, struct facts *f, const struct match *m, const struct system_entry *e);
const char *package_of_module(struct facts *f, const struct match *m, const struct module_entry *e);

/* Where neither package manager nor system are known: "Debian, Ubuntu: apt
 * install libffi-dev; Fedora: dnf install libffi-devel; …". NULL otherwise. */
char *package_anywhere(struct arena *a, struct facts *f, const struct match *m, const struct system_entry *e);

/* A sentence for machines where no command is known: what to look for. */
char *package_advice(struct arena *a, const char *name);

#endif
