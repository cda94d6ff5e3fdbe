using Archivist.Capture.Selecting;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;

namespace Archivist.Capture.Capturing;

/// <content>The directories on the way to the sources.</content>
internal sealed partial class SourceWalk
{
    /// <summary>Whether a source lies on the file system of the directory that it is in, so that a picture of that one shows it.</summary>
    private static bool HoldsSource(Folder folder, List<(FileName Name, SourceTree Child)> children)
    {
        var device = folder.OwnStatus().DeviceId;
        return children.Exists(child => child.Child.IsSource && SourcePath.TryStatus(child.Child.Path)?.DeviceId == device);
    }

    /// <summary>A path as the walk names it: the root is empty.</summary>
    private static byte[] PathBytes(string path) => path == "/" ? [] : PathText.BytesOf(path);

    /// <summary>Goes on to the sources in one child. A link on the way to a source is followed, as the operator meant it, and kept as a directory.</summary>
    private async Task WalkOnAsync(FolderDraft draft, int place, FileName name, SourceTree child, ParentFolder parent, CancellationToken cancellationToken)
    {
        try
        {
            var status = draft.Folder.StatusOf(name);
            var subfolder = status.Type is NodeType.SymbolicLink ? Folder.OpenPath(child.Path, toPass: true)
                : _still?.Open(draft.Folder, name, PathBytes(child.Path), status, toPass: true).Folder ?? draft.Folder.Open(name, toPass: true);
            if (status.Type is NodeType.SymbolicLink || _still is not null)
                status = subfolder.OwnStatus();
            _tally.CountFolder();
            await WalkSourcesAsync(
                draft, place, _builder.Build(name, NodeType.Directory, status, []), subfolder, child,
                await parent.EnterAsync(name, cancellationToken), cancellationToken);
        }
        catch (NativeIOException cause)
        {
            _tally.Report(draft.Path, name, Cause.Of(cause));
            draft.Arrive(place, null);
        }
    }
}
