using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Terminals;

namespace Archivist.App.Cli;

/// <summary>Asks for passwords; they live in byte arrays and are never part of a message.</summary>
internal static class Password
{
    /// <summary>Asks on the terminal without showing what is typed; where there is none, the next line of standard input is the answer.</summary>
    internal static ReadOnlyMemory<byte> Ask(string question)
    {
        if (Console.IsInputRedirected)
        {
            using var input = InterruptibleInput.OpenStandardInput();
            return RequireSome(SecretText.ReadLine(input), new SecretOrigin.StandardInput());
        }

        return RequireSome(SecretText.Decode(AskTerminal(question)), new SecretOrigin.Typed());
    }

    /// <summary>Asks for a new one: twice on a terminal, where a slip of the fingers would otherwise lock everyone out.</summary>
    internal static ReadOnlyMemory<byte> AskForNew(string question)
    {
        if (Console.IsInputRedirected)
            return Ask(question);
        var first = AskTerminal(question);
        if (!AskTerminal("Repeat it: ").AsSpan().SequenceEqual(first))
            throw CommandLineProblem.Usage("the two passwords differ", "Run the command again and type the same password twice.");
        var password = RequireSome(SecretText.Decode(first), new SecretOrigin.Typed());
        return password.Length == first.Length
            ? password
            : throw CommandLineProblem.Usage("the password begins or ends with white space, which is not part of a password", "Choose one without.");
    }

    /// <summary>Asks for a share, line by line as it is printed, without showing what is typed; empty when the first line is. A line that is a whole share needs no empty line behind it.</summary>
    internal static ReadOnlyMemory<byte> AskForShare(int number)
    {
        Console.Error.WriteLine($"Share {number}: type its words line by line; they are not shown. An empty line ends it.");
        var typed = new List<byte>();
        for (var line = 1; AskTerminal($"  line {line}: ") is { Length: > 0 } words; line++)
        {
            typed.AddRange([.. words, (byte)'\n']);
            if (line == 1 && Operations.Keys.Sharing.GivenShare.IsWhole(Encoding.UTF8.GetString(words)))
                break;
        }

        return typed.ToArray();
    }

    private static ReadOnlyMemory<byte> RequireSome(ReadOnlyMemory<byte> password, SecretOrigin origin) => Operations.Archives.Password.RequireSome(password, origin);

    private static byte[] AskTerminal(string question)
    {
        Console.Error.Write(question);
        if (OperatingSystem.IsWindows())
            return AskConsole();
        using (Terminal.HideTyping())
            return Terminal.ReadLine() ?? [];
    }

    private static byte[] AskConsole()
    {
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key is not ConsoleKey.Enter)
        {
            if (key.Key is ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (key.KeyChar != 0)
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return Encoding.UTF8.GetBytes(typed.ToString());
    }
}
