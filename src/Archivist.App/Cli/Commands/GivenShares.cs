using System.CommandLine;
using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Keys.Sharing;
using Archivist.Platform.Terminals;

namespace Archivist.App.Cli.Commands;

/// <summary>Where verbs take shares from: files, standard input, or the keyboard; never the command line, which other users of a machine can see.</summary>
internal static class GivenShares
{
    private const int MostBytes = 1024 * 1024;

    internal static readonly Argument<string[]> Files = new("files")
    {
        Description = "Files with the words of shares; - for standard input [standard input, or ask].", Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The shares of the files, or of standard input when it is no terminal; none when the operation is to ask.</summary>
    internal static async Task<SharesRequest> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var shares = await ReadFilesAsync(parsed.GetValue(Files)! is { Length: > 0 } named ? named : Console.IsInputRedirected ? ["-"] : [], cancellationToken);
        return shares.Count > 0 || parsed.GetValue(Files)!.Length == 0 && !Console.IsInputRedirected
            ? new SharesRequest { Archive = parsed.Access(), Shares = shares }
            : throw CommandLineProblem.Usage("no share was given", "Name files with the words, or give the words on standard input; never on the command line.");
    }

    /// <summary>The shares in files; - is standard input.</summary>
    internal static async Task<IReadOnlyList<GivenShare>> ReadFilesAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var shares = new List<GivenShare>();
        foreach (var file in files)
            shares.AddRange(GivenShare.In(file is "-" ? "standard input" : file, await TextAsync(file, cancellationToken)));
        return shares;
    }

    /// <summary>One text that is not divided: a sheet.</summary>
    internal static async Task<SharesRequest> ReadWholeAsync(ParseResult parsed, CancellationToken cancellationToken) => parsed.GetValue(Files)! switch
    {
        [] when !Console.IsInputRedirected => new SharesRequest { Archive = parsed.Access(), Shares = [] },
        [] or ["-"] => new SharesRequest { Archive = parsed.Access(), Shares = [new GivenShare("standard input", await TextAsync("-", cancellationToken))] },
        [var file] => new SharesRequest { Archive = parsed.Access(), Shares = [new GivenShare(file, await TextAsync(file, cancellationToken))] },
        _ => throw CommandLineProblem.Usage("--sheet takes one file", "Read one sheet after the other."),
    };

    private static async Task<string> TextAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file is "-" ? InterruptibleInput.OpenStandardInput() : InterruptibleInput.Open(file);
            var buffer = new byte[MostBytes];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length < buffer.Length ? Encoding.UTF8.GetString(buffer, 0, length) : throw CommandLineProblem.Usage($"{file}: it is too long for shares", "Name a file that holds only the words of shares.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CommandLineProblem.Usage($"cannot read {file}: {(cause is FileNotFoundException or DirectoryNotFoundException ? "no such file" : cause.Message)}", "Name a file that holds the words of shares; words are never given on the command line.");
        }
    }
}
