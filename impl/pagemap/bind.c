/* bind.c - from CPU facts and boot options to a mode, and to that mode's pagemap (T2). Relies on the four modes. */
#include "bound.h"

/*@ requires 32 <= bits <= 52;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T2_frames: \result == frames_of_width(bits);
    ensures T2_frames_range: 0x100000 <= \result <= 0x10000000000;
*/
uint64_t pagemap_frames(uint32_t bits)
{
    uint64_t frames = 0x100000;
    uint32_t i = 32;

    /*@ loop invariant 32 <= i <= bits;
        loop invariant frames == frames_of_width(i);
        loop assigns i, frames;
        loop variant bits - i;
    */
    while (i < bits) {
        frames *= 2;
        i++;
    }
    return frames;
}

/*@ requires \valid_read(features) && \valid_read(options) && \valid(mode);
    requires \separated(mode, features) && \separated(mode, options);
    terminates \true;
    exits \false;
    assigns *mode;
    ensures T2_refused: \result == SELFMAP_NO_LONG_MODE <==> options->long_mode != 0 && features->long_mode == 0;
    ensures T2_total: \result == SELFMAP_OK || \result == SELFMAP_NO_LONG_MODE;
    ensures T2_mode: \result == SELFMAP_OK ==>
      *mode == mode_of(options->long_mode, options->noxpa, features->pae, features->la57);
    ensures unchanged: \result != SELFMAP_OK ==> *mode == \old(*mode);
*/
enum selfmap_status pagemap_choose(const struct paging_features *features, const struct pagemap_options *options,
                                   uint32_t *mode)
{
    if (options->long_mode == 0) {
        *mode = features->pae != 0 && options->noxpa == 0 ? PAGING_PML3 : PAGING_PML2;
        return SELFMAP_OK;
    }
    if (features->long_mode == 0)
        return SELFMAP_NO_LONG_MODE;
    *mode = features->la57 != 0 && options->noxpa == 0 ? PAGING_PML5 : PAGING_PML4;
    return SELFMAP_OK;
}

/*@ requires \valid_read(features) && \valid(pagemap) && \separated(features, pagemap);
    terminates \true;
    exits \false;
    assigns *pagemap;
    ensures T2_bad_mode: \result == SELFMAP_BAD_MODE <==> !(2 <= mode <= 5);
    ensures T2_status: 2 <= mode <= 5 ==> bind_status(\result, mode, slot, features->physical_bits);
    ensures T2_bound: \result == SELFMAP_OK ==> bound_to(pagemap, mode, slot, features);
    ensures unchanged: \result != SELFMAP_OK ==> *pagemap == \old(*pagemap);
*/
enum selfmap_status pagemap_bind_mode(uint32_t mode, const struct paging_features *features, uint32_t slot,
                                      struct pagemap *pagemap)
{
    switch (mode) {
    case PAGING_PML2:
        return pml2_bind(features, slot, pagemap);
    case PAGING_PML3:
        return pml3_bind(features, slot, pagemap);
    case PAGING_PML4:
        return pml4_bind(features, slot, pagemap);
    case PAGING_PML5:
        return pml5_bind(features, slot, pagemap);
    default:
        return SELFMAP_BAD_MODE;
    }
}

/*@ requires \valid_read(features) && \valid_read(options) && \valid(pagemap);
    requires \separated(features, pagemap) && \separated(options, pagemap);
    terminates \true;
    exits \false;
    assigns *pagemap;
    ensures T2_refused: \result == SELFMAP_NO_LONG_MODE <==> options->long_mode != 0 && features->long_mode == 0;
    ensures T2_never: \result != SELFMAP_BAD_MODE;
    ensures T2_bound: \result == SELFMAP_OK ==>
      bound_to(pagemap, mode_of(options->long_mode, options->noxpa, features->pae, features->la57), options->slot, features);
    ensures T2_status: \result != SELFMAP_NO_LONG_MODE ==>
      bind_status(\result, mode_of(options->long_mode, options->noxpa, features->pae, features->la57), options->slot,
                  features->physical_bits);
    ensures unchanged: \result != SELFMAP_OK ==> *pagemap == \old(*pagemap);
*/
enum selfmap_status pagemap_bind(const struct paging_features *features, const struct pagemap_options *options,
                                 struct pagemap *pagemap)
{
    uint32_t mode = 0;
    enum selfmap_status status = pagemap_choose(features, options, &mode);

    if (status != SELFMAP_OK)
        return status;
    return pagemap_bind_mode(mode, features, options->slot, pagemap);
}
