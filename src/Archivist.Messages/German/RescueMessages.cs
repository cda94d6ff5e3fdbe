using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of reading worn discs.</summary>
internal static class RescueMessages
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        RescueMapExists(var path) => new Message($"{path}: Die Karte gibt es bereits", "Setzen Sie damit fort, oder entfernen Sie sie."),
        RescueImageNotWritable(var path, var cause, var resumes) => new Message(
            $"{path}: Das Abbild kann nicht geschrieben werden: {CauseText.Of(cause)}",
            resumes ? "Beginnen Sie neu, statt fortzusetzen." : "Nennen Sie eine Datei, die es noch nicht gibt, oder setzen Sie eine frühere Rettung fort."),
        RescueImageNotRenamed(var path, var working, var cause) =>
            new Message($"{path}: Die Datei kann ihren Namen nicht bekommen: {CauseText.Of(cause)}", $"Alles Gelesene ist in {working}."),
        RescueImageNotStored(_, var cause) => new Message($"Das Abbild kann nicht geschrieben werden: {CauseText.Of(cause)}", "Schaffen Sie Platz, und setzen Sie dann fort."),
        RescueMapNotStored(_, var path, var cause) =>
            new Message($"{path}: Die Karte kann nicht geschrieben werden: {CauseText.Of(cause)}", "Schaffen Sie Platz, oder geben Sie einen anderen Ort für die Karte an."),
        RescueMapNotReadable(var path, var cause) => new Message($"{path}: Die Karte kann nicht gelesen werden: {CauseText.Of(cause)}", "Nennen Sie eine andere Karte, oder beginnen Sie neu."),
        RescueMapInvalid(var place, var cause) =>
            new Message($"{place}: keine gültige Karte von GNU ddrescue: {CauseText.Of(cause)}", "Nennen Sie die Karte dieses Abbilds, oder beginnen Sie neu."),
        OtherDiscThanBefore(var source, var different, var compared) => new Message(
            $"{source}: Dies ist eine andere Disc als zuvor: {different} von {compared} Sektoren weichen ab", "Nennen Sie nur Quellen derselben Disc, oder eine andere Ausgabe."),
        _ => null,
    };
}
