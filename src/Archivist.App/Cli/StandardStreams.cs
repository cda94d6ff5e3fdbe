using Archivist.App.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;

namespace Archivist.App.Cli;

/// <summary>
/// Standard streams that a parent has closed. The kernel gives their numbers to the next files that are opened, which are the runtime's own pipes: reading
/// standard input would block indefinitely, and output to standard output would go into the runtime.
/// </summary>
internal static class StandardStreams
{
    /// <summary>
    /// Puts an empty input, and outputs that fail or say nothing, in the place of streams that are closed. What is written to the others goes there at once
    /// and as it is: the runtime's own writers would set up the terminal first, and leave it so.
    /// </summary>
    internal static void Guard()
    {
        if (!InterruptibleInput.IsInherited(0))
            Console.SetIn(TextReader.Null);
        Console.SetOut(InterruptibleInput.IsInherited(1) ? WriterTo(InheritedOutput.OpenStandardOutput()) : new ClosedWriter());
        Console.SetError(InterruptibleInput.IsInherited(2) ? WriterTo(InheritedOutput.OpenStandardError()) : TextWriter.Null);
    }

    /// <summary>Standard output for bytes.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: it is closed.</exception>
    internal static Stream OpenOutput() => InterruptibleInput.IsInherited(1)
        ? InheritedOutput.OpenStandardOutput()
        : throw new ArchivistException(new OutputClosed());

    /// <summary>Standard error for what other programs say; where it is closed, it is discarded.</summary>
    internal static Stream OpenError() => InterruptibleInput.IsInherited(2) ? InheritedOutput.OpenStandardError() : Stream.Null;

    private static StreamWriter WriterTo(Stream stream) => new(stream, Console.OutputEncoding) { AutoFlush = true };

    private sealed class ClosedWriter : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException("it is closed");

        public override void Write(string? value) => throw new IOException("it is closed");

        public override void WriteLine(string? value) => throw new IOException("it is closed");
    }
}
