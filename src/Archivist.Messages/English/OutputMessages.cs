using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for refused outputs.</summary>
internal static class OutputMessages
{
    private const string Outside = "Name a place outside of it.";

    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        OutputRefused refused => Of(refused),
        OutputMadeMeanwhile(var path) => new Message($"{path}: exists already; it was made while this one was written", "Use the one that is there, or choose another name."),
        OutputInUse(var path, var use) => new Message($"{path}: {DeviceUseText.Of(use)}", "Release it first, or write a copy."),
        ImageFileMissing(var path) => new Message($"{path}: not found", "Check the path."),
        _ => null,
    };

    private static Message Of(OutputRefused refused) => refused.Fault switch
    {
        OutputFault.NameEmpty => new Message("output: the name is empty", "Name a file that does not exist yet."),
        OutputFault.LinkToDevice => new Message($"{refused.Path}: is a symbolic link to a device", "Name the device itself."),
        OutputFault.NotForImages => new Message($"{refused.Path}: is a device or socket that takes no image", "Name a file or a disk."),
        OutputFault.Directory => new Message($"{refused.Path}: is a directory", "Name a file in it."),
        OutputFault.OpenFile => new Message($"{refused.Path}: is a name of an open file", "Name the file itself."),
        OutputFault.Link => new Message($"{refused.Path}: is a symbolic link", "Name a file that does not exist yet."),
        OutputFault.Exists => new Message($"{refused.Path}: exists already", "Name a file that does not exist yet."),
        OutputFault.DeviceOrPipe => new Message($"{refused.Path}: is a device or a pipe", "Name a file."),
        OutputFault.NotAFile => new Message($"{refused.Path}: is not a file, and only files are changed in place", "Write a copy."),
        OutputFault.LinkInPlace => new Message($"{refused.Path}: is a symbolic link, and the file behind it would be changed", "Name the file itself."),
        OutputFault.Source => new Message($"{refused.Path}: is what is read ({refused.Other})", "Name another file."),
        OutputFault.InRepository when refused.Other is { } repository => new Message($"{refused.Path}: lies in the repository {repository}", Outside),
        OutputFault.InRepository => new Message($"{refused.Path}: lies in the repository", Outside),
        OutputFault.InLedger => new Message($"{refused.Path}: lies in the ledger", Outside),
        OutputFault.InCatalogue => new Message($"{refused.Path}: lies in the catalogue", Outside),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
