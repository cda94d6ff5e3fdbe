using Archivist.Operations.Configuration;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;

namespace Archivist.Operations.Archives;

/// <summary>Passwords in files; they live in byte arrays and are never part of a message.</summary>
internal static class Password
{
    /// <summary>The content of a file, pipe or device.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it cannot be read, or is empty.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = InterruptibleInput.Open(path);
            return RequireSome(await SecretText.ReadAsync(stream, $"password file {path}", cancellationToken), $"password file {path}");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(Failure.Usage, $"cannot read password file {path}: {CauseOf(cause)}", cause)
            {
                Hint = "Name a file that exists and that you may read.",
            };
        }
    }

    /// <summary>The same password; an empty one is refused.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is empty.</exception>
    internal static ReadOnlyMemory<byte> RequireSome(ReadOnlyMemory<byte> password, string what) => password.Length > 0
        ? password
        : throw new ArchivistException(Failure.Usage, $"{what} is empty") { Hint = "Give a password with --password-file, with a reference in archivist.toml, or on standard input." };

    private static string CauseOf(Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        IOException { HResult: KernelError.IsADirectory } => "it is a directory",
        UnauthorizedAccessException => "permission denied",
        _ => cause.Message,
    };
}
