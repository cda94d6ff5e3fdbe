using System.Text;
using Archivist.Repository;

namespace Archivist.App.Composition;

/// <summary>Reads passwords; they live in byte arrays and are never part of a message.</summary>
internal static class Password
{
    /// <summary>The first line of a file.</summary>
    internal static async Task<ReadOnlyMemory<byte>> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Archivist.Platform.InterruptibleInput.ReadFileAsync(path, cancellationToken);
            var end = content.AsSpan().IndexOfAny((byte)'\n', (byte)'\r');
            return end < 0 ? content : content[..end];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(Failure.Usage, $"password file {path}: {cause.Message}", cause)
            {
                Hint = "Name a file that exists and that you may read.",
            };
        }
    }

    /// <summary>Asks on the terminal without showing what is typed.</summary>
    internal static byte[] Ask(string question)
    {
        if (Console.IsInputRedirected)
            throw new ArchivistException(Failure.Usage, "there is no password and no terminal to ask for one")
            {
                Hint = "Give it with --password-file, or a reference in archivist.toml.",
            };
        Console.Error.Write(question);
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key is ConsoleKey.Enter)
                break;
            if (key.Key is ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (key.KeyChar != 0)
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return Encoding.UTF8.GetBytes(typed.ToString());
    }

    /// <summary>Asks for a new one, twice.</summary>
    internal static byte[] AskForNew(string question)
    {
        var first = Ask(question);
        return Ask("The same again: ").AsSpan().SequenceEqual(first)
            ? first
            : throw new ArchivistException(Failure.Usage, "the two passwords differ") { Hint = "Type the same one twice." };
    }
}
