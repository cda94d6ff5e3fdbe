using System.CommandLine;
using Archivist.App.Cli;
using Archivist.Repository;
using Archivist.Replicas.Stores.Folder;

namespace Archivist.App.Composition;

/// <summary>Finds the repository and the password that a command line means.</summary>
internal static class Session
{
    internal static IObjectStore OpenStore(ParseResult parsed)
    {
        var address = parsed.GetValue(CommonOptions.Repository) ?? Environment.GetEnvironmentVariable("ARCHIVIST_REPOSITORY");
        return address is { Length: > 0 }
            ? StoreAddress.Open(address)
            : throw new ArchivistException(Failure.Usage, "no repository is named")
            {
                Hint = "Give --repo, or write an archivist.toml.",
            };
    }

    internal static async Task<byte[]> ReadPasswordAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetValue(CommonOptions.PasswordFile) ?? Environment.GetEnvironmentVariable("ARCHIVIST_PASSWORD_FILE");
        return file is { Length: > 0 }
            ? await Password.ReadFileAsync(file, cancellationToken)
            : Password.Ask("Password: ");
    }

    internal static async Task<OpenRepository> UnlockAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var found = await SealedRepository.FindAsync(OpenStore(parsed), cancellationToken);
        return await found.UnlockAsync(await ReadPasswordAsync(parsed, cancellationToken), cancellationToken);
    }

    /// <summary>Locks a repository that is written to, and clears what killed runs left half written.</summary>
    internal static async Task<RepositoryLock> LockAsync(OpenRepository repository, TimeProvider clock, CancellationToken cancellationToken)
    {
        var held = await RepositoryLock.AcquireAsync(repository, exclusive: false, Operator.Current, clock, cancellationToken);
        if (repository.Store is FolderStore folder)
            folder.RemoveUnfinished();
        return held;
    }
}
