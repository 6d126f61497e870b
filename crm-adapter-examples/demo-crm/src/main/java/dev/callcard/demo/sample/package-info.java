/** What the demo shows on its first start: invented calls, visits and recordings, dated relative to that start. */
@NullMarked
package dev.callcard.demo.sample;

import org.jspecify.annotations.NullMarked;
