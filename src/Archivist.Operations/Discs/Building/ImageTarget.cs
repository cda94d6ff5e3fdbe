using Archivist.Discs.Building;
using Archivist.Discs.Outputs;
using Archivist.Discs.Problems;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Building;

/// <summary>
/// Where the image of a catalogued disc goes. An image of a disc of this catalogue is replaced, because this program made it; anything else only when that was asked for.
/// </summary>
/// <param name="context">The operation.</param>
/// <param name="path">The file.</param>
/// <param name="settings">The archive, whose own directories take no image.</param>
/// <param name="mayReplace">Whatever is there may be replaced.</param>
/// <param name="disc">The disc itself, which may not be in the catalogue yet; null for none.</param>
internal sealed class ImageTarget(OperationContext context, string path, ArchivistSettings settings, bool mayReplace, Guid? disc = null)
{
    internal string Path => path;

    /// <summary>Refuses before any work what could not be published in the end.</summary>
    internal async Task RequireAsync(CancellationToken cancellationToken)
    {
        OutputPath.RequireOutside(path, [(settings.Archive.Repository, OutputFault.InRepository), (settings.Ledger.Folder, OutputFault.InLedger), (settings.Catalogue.Path, OutputFault.InCatalogue)]);
        OutputPath.RequireFile(path, mayReplace || await IsOwnAsync(cancellationToken));
    }

    internal async Task PublishAsync(OutputFile file, CancellationToken cancellationToken)
    {
        // Another run may have published the same disc meanwhile.
        file.Publish(mayReplace || await IsOwnAsync(cancellationToken));
    }

    private async Task<bool> IsOwnAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (FileLookup.FindLink(path) is not { Kind: FileKind.File } || await DiscIdentity.FindAsync(path, cancellationToken) is not { } id)
                return false;
            return id == disc || await context.OpenCatalogue(settings).FindAsync(id, cancellationToken) is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new PathNotInspectable(path, Cause.Of(e)), e);
        }
    }
}
