/**
 * The commands: each a {@link dev.longshore.ftp.command.Command} row and a method in the file of
 * its family, all of them in the {@link dev.longshore.ftp.command.CommandTable}.
 *
 * <p>The package server looks a row up and acts on the {@link dev.longshore.ftp.command.Outcome};
 * it runs on a thread of its own what may have to wait. A command changes the session and the
 * storage; it touches no socket. To add one is to touch one file and its test.
 */
@NullMarked
package dev.longshore.ftp.command;

import org.jspecify.annotations.NullMarked;
