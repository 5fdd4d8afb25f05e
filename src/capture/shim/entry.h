/* entry: functions whose names are anybody's.
 *
 * Libraries have functions of their own called warn, error or dprintf, with
 * other arguments. Standing in front of libc's must not stand in front of
 * theirs: such a name jumps through a pointer, which leads to ours only if the
 * definition behind us is libc's. A jump keeps whatever arguments there are. */
#ifndef REMEDY_CAPTURE_SHIM_ENTRY_H
#define REMEDY_CAPTURE_SHIM_ENTRY_H

/* Each with the function that ours calls in its stead. */
/* clang-format off */
#define ENTRIES(X) \
	X(warn, vwarn) X(warnx, vwarnx) X(vwarn, vwarn) X(vwarnx, vwarnx) \
	X(err, verr) X(errx, verrx) X(verr, verr) X(verrx, verrx) \
	X(error, error) X(error_at_line, error_at_line) \
	X(dprintf, vdprintf) X(vdprintf, vdprintf)
/* clang-format on */

#define ENTRY_POINTER(name, calls) extern void *entry_##name __attribute__((visibility("hidden")));
ENTRIES(ENTRY_POINTER)
#undef ENTRY_POINTER

#if defined(__x86_64__)
#define ENTRY_JUMP(name) "endbr64\n\tjmp *entry_" #name "(%rip)"
#else
#define ENTRY_JUMP(name) "adrp x16, entry_" #name "\n\tldr x16, [x16, :lo12:entry_" #name "]\n\tbr x16"
#endif

/* Exports `name`, leading to kept_<name>. */
#define ENTRY(name)                                                                                                    \
	void *entry_##name = (void *)kept_##name;                                                                      \
	__asm__(".pushsection .text\n\t.balign 16\n\t.globl " #name "\n\t.type " #name ", %function\n" #name           \
		":\n\t" ENTRY_JUMP(name) "\n\t.size " #name ", . - " #name "\n\t.popsection");

/* Leads past us those names whose definition behind us is not libc's. */
void entry_choose(void);

#endif
