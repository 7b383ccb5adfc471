@NullMarked
package dev.longshore.ftp.event;

import org.jspecify.annotations.NullMarked;
