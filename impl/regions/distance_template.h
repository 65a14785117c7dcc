/* distance_template.h - one alignment's distance: a function for each constant PAGES, so that each is a small proof. */

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures aligned: (page + \result) % PAGES == 0 && \result < PAGES;
    ensures nearest: \forall integer k; 0 <= k < \result ==> (page + k) % PAGES != 0;
*/
static uint64_t DISTANCE(PAGES)(uint64_t page)
{
    return (PAGES - page % PAGES) % PAGES;
}
#undef PAGES
