/** Reading long lists page by page, by key. */
@NullMarked
package dev.callcard.paging;

import org.jspecify.annotations.NullMarked;
