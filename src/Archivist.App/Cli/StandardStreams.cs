using Archivist.Platform;

namespace Archivist.App.Cli;

/// <summary>
/// Standard streams that a parent has closed. The kernel gives their numbers to the next files that are opened, which are the runtime's own pipes: reading
/// standard input would wait for ever, and what is written to standard output would go into the runtime.
/// </summary>
internal static class StandardStreams
{
    /// <summary>Puts an empty input, and outputs that fail or say nothing, in the place of streams that are closed.</summary>
    internal static void Guard()
    {
        if (!InterruptibleInput.IsInherited(0))
            Console.SetIn(TextReader.Null);
        if (!InterruptibleInput.IsInherited(1))
            Console.SetOut(new ClosedWriter());
        if (!InterruptibleInput.IsInherited(2))
            Console.SetError(TextWriter.Null);
    }

    private sealed class ClosedWriter : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException("it is closed");

        public override void Write(string? value) => throw new IOException("it is closed");

        public override void WriteLine(string? value) => throw new IOException("it is closed");
    }
}
