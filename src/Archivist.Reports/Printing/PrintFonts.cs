using Archivist.Discs.Labels;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Reports.Problems;

namespace Archivist.Reports.Printing;

/// <summary>The font files that pages are set in: DejaVu where it is installed, otherwise what Windows brings along.</summary>
public static class PrintFonts
{
    private static readonly string[][] Families =
    [
        ["/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"],
        ["/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf", "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans-Bold.ttf", "/usr/share/fonts/dejavu-sans-mono-fonts/DejaVuSansMono.ttf"],
        ["/usr/share/fonts/TTF/DejaVuSans.ttf", "/usr/share/fonts/TTF/DejaVuSans-Bold.ttf", "/usr/share/fonts/TTF/DejaVuSansMono.ttf"],
        [@"C:\Windows\Fonts\arial.ttf", @"C:\Windows\Fonts\arialbd.ttf", @"C:\Windows\Fonts\consola.ttf"],
    ];

    /// <summary>Reads the first family of which all three faces are there.</summary>
    public static Typesetting Find() =>
        Families.FirstOrDefault(family => family.All(FileLookup.IsFile)) is { } found
            ? new Typesetting(Read(found[0]), Read(found[1]), Read(found[2]))
            : throw new ArchivistException(new FontsMissing());

    private static OpenTypeFont Read(string path)
    {
        try
        {
            return new OpenTypeFont(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new ArchivistException(new FontDamaged(path, Cause.Of(e)), e);
        }
    }
}
