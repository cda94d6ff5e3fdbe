using Archivist.Messages.English;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Messages;

/// <summary>English for what an operation warns of about discs and images, and goes on.</summary>
internal static class DiscWarnings
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        PlaceLeftOut(var place, var reason) => new Message($"{place}: it is left out: {(reason is null ? "there is nothing in it that can be read" : Of(reason))}"),
        CatalogueNotUsed(var cause) => new Message($"the catalogue of discs is not used: {Of(cause)}"),
        DamageWorkedAround(var finding) => new Message(Of(finding)),
        DiscNotCatalogued(var disc) => new Message($"disc {disc}: it is not in this machine's catalogue, so its burn is only in the ledger"),
        DiscClaimsOther(var named, var own) => new Message($"disc {named}: the disc says itself that it is {own}, so its reading is noted for that one"),
        SourceUnavailable(var source, var reason) => new Message(Of(reason) is var sentence && sentence.Contains(source, StringComparison.Ordinal) ? sentence : $"{source}: {sentence}"),
        SourceObjectsDamaged(var source, var count, var first) => new Message($"{source}: {Quantity.Count(count, "object", "objects")} unreadable or damaged there, the first is {first}"),
        PlannedWithoutKey(var reason) => new Message($"{Of(reason)}. Without the key it is unknown which packs a snapshot needs: they are ordered by age"),
        NewestOnDiscDisputed(var snapshot, var time, var latest, var latestTime) => new Message(
            $"the disc is of snapshot {snapshot.Short} ({time:yyyy-MM-dd HH:mm:ss}), the last that the ledger noted; one before it is dated later: 'latest' on the disc may mean {latest.Short} ({latestTime:yyyy-MM-dd HH:mm:ss}), so name the one that is meant, such as 'restore {snapshot.Short}'"),
        FileChangedWhileMastered(var path) => new Message($"{path}: was changed while the image was written, so its content may be of no one moment"),
        MasterSourceUnreadable(var path) => new Message($"{path}: cannot be read"),
        OutputInsideSource(var path) => new Message($"{path}: lies in a directory that the image contains; it is left out itself, but an image of another name would contain it"),
        EarlierImagesContained(var count, var first) => new Message($"the image contains {Quantity.Count(count, "earlier image", "earlier images")} that lie beside it, such as {first}; you may want to exclude them"),
        RepositoryContained(var path) => new Message(
            $"{(path.Length == 0 ? "the root" : path)}: is a repository, whose files may change while the image is written; building a disc of the archive puts a repository on a disc safely"),
        NamesDifferInCase(var count, var first) => new Message(
            $"{Quantity.Count(count, "name differs", "names differ")} from another in case only, such as {first}; Windows opens only one of such files (in Joliet they are named apart)"),
        NamesClosedToWindows(var count, var first) => new Message($"{Quantity.Count(count, "name", "names")} cannot be opened by Windows, such as {first} (in Joliet they have others)"),
        BuiltDiscDamaged(var disc, var finding) => new Message($"the image {(disc is null ? "" : $"of {DiscTitleText.Of(disc)} ")}is damaged: {Of(finding)}", "Build it again on another disk."),
        _ => null,
    };

    private static string Of(Problem problem) => CommandLineMessages.Instance.Of(problem).Sentence;

    private static string Of(Cause cause) => CommandLineMessages.Instance.Of(cause);
}
