using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
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
        var origin = new SecretOrigin.PasswordFile(path);
        try
        {
            await using var stream = InterruptibleInput.Open(path);
            return RequireSome(await SecretText.ReadAsync(stream, origin, cancellationToken), origin);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new PasswordFileUnreadable(path, CauseOf(cause)), cause);
        }
    }

    /// <summary>The same password; an empty one is refused.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is empty.</exception>
    internal static ReadOnlyMemory<byte> RequireSome(ReadOnlyMemory<byte> password, SecretOrigin origin) =>
        password.Length > 0 ? password : throw new ArchivistException(new PasswordBlank(origin));

    /// <summary>Without the path, which the problem has already.</summary>
    private static Cause CauseOf(Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => new Cause.Kernel(KernelError.NotFound),
        IOException { HResult: KernelError.IsADirectory } => new Cause.Kernel(KernelError.IsADirectory),
        UnauthorizedAccessException => new Cause.Kernel(KernelError.AccessDenied),
        _ => Cause.Of(cause),
    };
}
