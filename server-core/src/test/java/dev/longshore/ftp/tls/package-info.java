@NullMarked
package dev.longshore.ftp.tls;

import org.jspecify.annotations.NullMarked;
