using Archivist.Evidence.Witnessing;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;

namespace Archivist.Operations.Serving;

/// <summary>Creates a witness that can be served: its key, and the directory for the keys of the ledgers that it may cosign.</summary>
public sealed class CreateWitnessOperation(OperationEnvironment environment) : Operation<CreateWitnessRequest, CreateWitnessResult>(environment)
{
    private protected override async Task<CreateWitnessResult> RunAsync(CreateWitnessRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(request.Directory);
        return new CreateWitnessResult(directory, await Witness.CreateAsync(directory, request.Name, cancellationToken));
    }
}
