using Archivist.Evidence.Witnessing;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Serving;

/// <summary>
/// Keeps repositories of others until it is stopped: each user signs in and has a private directory, in which objects can be added and read. Needs no password of any repository.
/// </summary>
public sealed class ServePeersOperation(OperationEnvironment environment) : Operation<ServePeersRequest, ServePeersResult>(environment)
{
    private protected override async Task<ServePeersResult> RunAsync(ServePeersRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        ListenAddress.RequireSafe(request.Listen, hasSignIn: true, hasTls: request.Tls is not null);
        var directory = Path.GetFullPath(request.Directory);
        RequireDirectory(directory);
        var log = new RefusalLog(context.Warn, context.Clock);
        var users = new PeerUsersFile(request.Users, context.Warn, context.Clock);
        using var signIn = new SignIn(() => users.Current, new SignInThrottle(context.Clock), context.Clock);
        using var store = new PeerStore(directory, request.Limits, context.Clock);
        using var witness = request.Witness is null ? null : await Witness.OpenAsync(request.Witness, context.Clock, cancellationToken);
        var service = new PeerService(store, signIn, log.Add) { Witness = witness };
        await using var served = await context.Server.ServePeersAsync(service, request.Listen, request.Tls, cancellationToken);
        var result = new ServePeersResult(directory, served.Address, users.Current.Count) { Witness = witness?.Key, WitnessedLogs = witness?.Logs ?? 0 };
        request.Serving(result);
        await served.WaitAsync(cancellationToken);
        return result;
    }

    private static void RequireDirectory(string directory)
    {
        if (!FileLookup.IsDirectory(directory))
            throw new ArchivistException(new PeersDirectoryMissing(directory));
        // A file below it, so that the directory itself is looked at too.
        if (RepositoryFolder.FindAbove(Path.Combine(directory, "user")) is { } repository)
            throw new ArchivistException(new PlaceInsideRepository(directory, repository));
    }
}
