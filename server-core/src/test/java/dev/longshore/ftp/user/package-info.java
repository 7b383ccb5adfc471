@NullMarked
package dev.longshore.ftp.user;

import org.jspecify.annotations.NullMarked;
