@NullMarked
package dev.longshore.ftp.quarkus.users;

import org.jspecify.annotations.NullMarked;
