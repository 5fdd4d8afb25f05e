/* straggler: the process that stays when the command has ended but something that
 * it left running still has its pty or its pipes: what that writes goes on to
 * where it would have gone without us. */
#ifndef REMEDY_CAPTURE_STRAGGLER_H
#define REMEDY_CAPTURE_STRAGGLER_H

#include "capture/flow.h"

/* In a process of its own: serves these flows until each has ended or is broken. */
void straggler_serve(struct flow *flows, size_t count) __attribute__((noreturn));

#endif
