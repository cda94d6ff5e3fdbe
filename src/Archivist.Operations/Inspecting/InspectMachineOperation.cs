using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Operations.Inspecting;

/// <summary>Looks for the programs and files that features need of this machine.</summary>
public sealed class InspectMachineOperation(OperationEnvironment environment) : Operation<InspectMachineRequest, InspectMachineResult>(environment)
{
    private protected override Task<InspectMachineResult> RunAsync(InspectMachineRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var missing = MachineNeed.All.Where(need => !IsThere(need.Thing)).ToList();
        return Task.FromResult(new InspectMachineResult(missing) { Verdict = missing.Count == 0 ? Failure.None : Failure.Failed });
    }

    private static bool IsThere(string thing) => thing.StartsWith('/') ? FileLookup.Find(thing) is not null : ToolProcess.Find(thing) is not null;
}
