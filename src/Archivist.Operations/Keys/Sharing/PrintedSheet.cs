using Archivist.Discs.Labels;
using Archivist.Discs.Outputs;
using Archivist.Reports.Printing;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>Writes pages with secrets: readable by their owner only.</summary>
internal static class PrintedSheet
{
    /// <summary>Writes a page as PDF.</summary>
    /// <param name="page">The page.</param>
    /// <param name="fonts">Its fonts.</param>
    /// <param name="path">The file.</param>
    /// <param name="mayReplace">Whether a file that is there may be replaced.</param>
    /// <param name="time">The date in the file.</param>
    /// <param name="cancellationToken">Leaves no file.</param>
    internal static async Task WriteAsync(PrintPage page, Typesetting fonts, string path, bool mayReplace, DateTimeOffset time, CancellationToken cancellationToken)
    {
        OutputPath.RequireFile(path, mayReplace);
        using var file = OutputFile.Create(path, mode: UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await file.Stream.WriteAsync(PdfDrawing.Render([page], fonts, page.Title, time), cancellationToken);
        file.Publish(mayReplace);
    }
}
