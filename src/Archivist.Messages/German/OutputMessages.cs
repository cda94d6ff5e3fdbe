using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for refused outputs.</summary>
internal static class OutputMessages
{
    private const string Outside = "Geben Sie einen Ort außerhalb davon an.";

    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        OutputRefused refused => Of(refused),
        OutputMadeMeanwhile(var path) =>
            new Message($"{path} gibt es bereits; die Datei entstand, während diese geschrieben wurde", "Nehmen Sie die vorhandene, oder wählen Sie einen anderen Namen."),
        OutputInUse(var path, var use) => new Message($"{path} wird benutzt: {DeviceUseText.Of(use)}", "Geben Sie die Datei erst frei, oder schreiben Sie eine Kopie."),
        ImageFileMissing(var path) => new Message($"{path} wurde nicht gefunden", "Prüfen Sie den Pfad."),
        _ => null,
    };

    private static Message Of(OutputRefused refused) => refused.Fault switch
    {
        OutputFault.NameEmpty => new Message("Der Name der Ausgabe ist leer", "Nennen Sie eine Datei, die es noch nicht gibt."),
        OutputFault.LinkToDevice => new Message($"{refused.Path} ist ein symbolischer Link auf ein Gerät", "Nennen Sie das Gerät selbst."),
        OutputFault.NotForImages => new Message($"{refused.Path} ist ein Gerät oder Socket, das kein Abbild aufnimmt", "Nennen Sie eine Datei oder eine Festplatte."),
        OutputFault.Directory => new Message($"{refused.Path} ist ein Verzeichnis", "Nennen Sie eine Datei darin."),
        OutputFault.OpenFile => new Message($"{refused.Path} ist der Name einer geöffneten Datei", "Nennen Sie die Datei selbst."),
        OutputFault.Link => new Message($"{refused.Path} ist ein symbolischer Link", "Nennen Sie eine Datei, die es noch nicht gibt."),
        OutputFault.Exists => new Message($"{refused.Path} gibt es bereits", "Nennen Sie eine Datei, die es noch nicht gibt."),
        OutputFault.DeviceOrPipe => new Message($"{refused.Path} ist ein Gerät oder eine Pipe", "Nennen Sie eine Datei."),
        OutputFault.NotAFile => new Message($"{refused.Path} ist keine Datei, und nur Dateien werden an Ort und Stelle geändert", "Schreiben Sie eine Kopie."),
        OutputFault.LinkInPlace => new Message($"{refused.Path} ist ein symbolischer Link, und die Datei dahinter würde geändert", "Nennen Sie die Datei selbst."),
        OutputFault.Source => new Message($"{refused.Path} ist zugleich das, was gelesen wird ({refused.Other})", "Nennen Sie eine andere Datei."),
        OutputFault.InRepository when refused.Other is { } repository => new Message($"{refused.Path} liegt im Repository {repository}", Outside),
        OutputFault.InRepository => new Message($"{refused.Path} liegt im Repository", Outside),
        OutputFault.InLedger => new Message($"{refused.Path} liegt im Protokollbuch", Outside),
        OutputFault.InCatalogue => new Message($"{refused.Path} liegt im Katalog", Outside),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
