using Archivist.Discs.Building;
using Archivist.Images.Model;
using Archivist.Operations.Events;
using Archivist.Recovery.Builder;

namespace Archivist.Operations.Discs.Planning;

/// <summary>The recovery environment as the boot files of a disc; made once, and kept in the user's cache.</summary>
internal static class RecoveryFiles
{
    internal static async Task<BootFiles> BuildAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var cache = Path.Combine(context.Surroundings.CacheFolder, "archivist");
        var environment = await new RecoveryEnvironmentBuilder().BuildAsync(new RecoveryEnvironmentOptions(cache), new Notes(context), cancellationToken);
        return new BootFiles(
            [.. environment.Files.Select(file => (file.PathOnDisc, file.LocalPath))],
            new BootSetup { BiosImagePath = environment.BiosImagePath, EfiImagePath = environment.EfiImagePath, MasterBootCode = environment.MasterBootCode });
    }

    private sealed class Notes(OperationContext context) : IProgress<BuildStep>
    {
        public void Report(BuildStep value) => context.Note(new Notice.BuildingEnvironment(value));
    }
}
