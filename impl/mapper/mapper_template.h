/*
 * mapper_template.h - the mapper of one mode (T3), from its parts; each part relies on those above it. mapper_pmlN.c names
 * the mode's constants first.
 */
/* The mapper's own state lies apart from the caller's. */
#define APART(p) \separated(p + (..), frames_order + (..), frames_place + (..), frames_used + (..), &frames_first, \
    &frames_count, &frames_free, &frames_quota)

#include "machine_template.h"
#include "put_template.h"
#include "edit_template.h"
#include "access_template.h"
#include "walk_template.h"
#include "grow_template.h"
#include "page_template.h"
#include "leaf_template.h"
#include "change_template.h"
#include "protect_template.h"
#include "translate_template.h"
