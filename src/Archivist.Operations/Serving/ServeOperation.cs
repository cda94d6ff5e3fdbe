using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Serving;

/// <summary>Serves a repository for reading by restic's REST protocol until it is stopped. Needs no password.</summary>
public sealed class ServeOperation(OperationEnvironment environment) : Operation<ServeRequest, ServeResult>(environment)
{
    private protected override async Task<ServeResult> RunAsync(ServeRequest request, Archive archive, CancellationToken cancellationToken)
    {
        ListenAddress.RequireSafe(request.Listen, hasSignIn: false, hasTls: false);
        var store = archive.OpenStore(await archive.FindSettingsAsync(cancellationToken));
        await SealedRepository.FindAsync(store, cancellationToken);
        await using var served = await archive.Context.Server.ServeAsync(store, request.Listen, cancellationToken);
        var result = new ServeResult(store.Location, served.Address);
        request.Serving(result);
        await served.WaitAsync(cancellationToken);
        return result;
    }
}
