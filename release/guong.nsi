; The installer for one user: no administrator's rights, silent with /S, another folder with /D=FOLDER.
; Takes VERSION, FILES (the folder of the archive for Windows) and SETUP (the installer to write).
; For Windows of 64 bits, as the program.
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

Name "Guong ${VERSION}"
OutFile "${SETUP}"
InstallDir "$LOCALAPPDATA\Programs\Guong"
InstallDirRegKey HKCU "Software\Guong" "Folder"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Guong"

LoadLanguageFile "${NSISDIR}/Contrib/Language files/Vietnamese.nlf"
LoadLanguageFile "${NSISDIR}/Contrib/Language files/English.nlf"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductName" "Guong"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileDescription" "Guong"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "LegalCopyright" "MIT OR Apache-2.0"

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Section
    SetShellVarContext current
    SetOutPath "$INSTDIR"
    File "${FILES}/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    WriteRegStr HKCU "Software\Guong" "Folder" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Guong"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\guong.exe"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    CreateDirectory "$SMPROGRAMS\Guong"
    CreateShortcut "$SMPROGRAMS\Guong\Hướng dẫn.lnk" "$INSTDIR\HUONG-DAN.txt"
    ; The start page in the browser; and a window in the person's documents in which "guong" is known.
    SetOutPath "$DOCUMENTS"
    CreateShortcut "$SMPROGRAMS\Guong\Guong.lnk" "$INSTDIR\guong.exe"
    CreateShortcut "$SMPROGRAMS\Guong\Guong (cửa sổ lệnh).lnk" "$SYSDIR\cmd.exe" '/k set "PATH=$INSTDIR;%PATH%"' "$INSTDIR\guong.exe"
SectionEnd

Section "Uninstall"
    SetShellVarContext current
    Delete "$INSTDIR\guong.exe"
    Delete "$INSTDIR\HUONG-DAN.txt"
    Delete "$INSTDIR\THIRD-PARTY.txt"
    Delete "$INSTDIR\LICENSE-APACHE"
    Delete "$INSTDIR\LICENSE-MIT"
    Delete "$INSTDIR\uninstall.exe"
    ; Not with all that lies in it: it may hold a person's site.
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Guong\Guong.lnk"
    Delete "$SMPROGRAMS\Guong\Guong (cửa sổ lệnh).lnk"
    Delete "$SMPROGRAMS\Guong\Hướng dẫn.lnk"
    RMDir "$SMPROGRAMS\Guong"
    DeleteRegKey HKCU "${UNINSTALL}"
    DeleteRegKey HKCU "Software\Guong"
SectionEnd
