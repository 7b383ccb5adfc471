@NullMarked
package dev.longshore.ftp.control;

import org.jspecify.annotations.NullMarked;
